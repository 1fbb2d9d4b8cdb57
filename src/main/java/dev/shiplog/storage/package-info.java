/**
 * The data directory and its disk: used by one server at a time, its database copied before another
 * version of H2 opens it, what happens when the disk is full.
 */
@NullMarked
package dev.shiplog.storage;

import org.jspecify.annotations.NullMarked;
