/**
 * Finished parts of pages, compressed once and kept, to be sent within pages that differ around
 * them.
 */
@NullMarked
package dev.shiplog.delivery;

import org.jspecify.annotations.NullMarked;
