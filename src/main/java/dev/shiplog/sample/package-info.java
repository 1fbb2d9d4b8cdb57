/** The two sample apps, with real git repositories that this server serves to its own runner. */
@NullMarked
package dev.shiplog.sample;

import org.jspecify.annotations.NullMarked;
