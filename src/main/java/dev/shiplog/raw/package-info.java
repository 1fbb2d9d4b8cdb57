/** The stored bytes of a log over HTTP, for pages and API alike. */
@NullMarked
package dev.shiplog.raw;

import org.jspecify.annotations.NullMarked;
