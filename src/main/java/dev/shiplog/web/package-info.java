/** Page controllers, forms and view records. */
@NullMarked
package dev.shiplog.web;

import org.jspecify.annotations.NullMarked;
