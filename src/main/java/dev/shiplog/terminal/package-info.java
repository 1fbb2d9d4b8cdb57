/** Terminal bytes to styled text to safe HTML, without Spring. */
@NullMarked
package dev.shiplog.terminal;

import org.jspecify.annotations.NullMarked;
