/**
 * Terminal bytes to styled text to safe HTML, without Spring. A bounded screen of the last rows
 * takes stored lines one by one and says what each shows and which earlier lines it redraws.
 */
@NullMarked
package dev.shiplog.terminal;

import org.jspecify.annotations.NullMarked;
