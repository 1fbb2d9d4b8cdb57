/** JSON controllers, the envelope and the translation of errors. */
@NullMarked
package dev.shiplog.api;

import org.jspecify.annotations.NullMarked;
