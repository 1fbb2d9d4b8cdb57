/** What tests of several packages share. */
@NullMarked
package dev.shiplog.support;

import org.jspecify.annotations.NullMarked;
