/**
 * Kills a real server at random moments, again and again on the same data, and looks for what it
 * lost: a journal of what it had acknowledged is kept outside of it.
 */
@NullMarked
package dev.shiplog.crash;

import org.jspecify.annotations.NullMarked;
