/** The main class. */
@NullMarked
package dev.shiplog;

import org.jspecify.annotations.NullMarked;
