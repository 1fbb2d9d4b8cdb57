/** The one renderer of log lines and deployment status, used in and outside of requests. */
@NullMarked
package dev.shiplog.render;

import org.jspecify.annotations.NullMarked;
