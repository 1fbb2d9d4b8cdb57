/**
 * What never changes of pages and logs, compressed once and kept, and the pages that differ around
 * it.
 */
@NullMarked
package dev.shiplog.delivery;

import org.jspecify.annotations.NullMarked;
