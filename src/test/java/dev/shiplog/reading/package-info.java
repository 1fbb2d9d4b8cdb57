/** What a reader is owed on every page, in every state, whatever they read it with. */
@NullMarked
package dev.shiplog.reading;

import org.jspecify.annotations.NullMarked;
