/** The append-only log store: lines, index, limits, masking and search. */
@NullMarked
package dev.shiplog.log;

import org.jspecify.annotations.NullMarked;
