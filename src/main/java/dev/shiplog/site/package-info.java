/** Under which address people reach this server. */
@NullMarked
package dev.shiplog.site;

import org.jspecify.annotations.NullMarked;
