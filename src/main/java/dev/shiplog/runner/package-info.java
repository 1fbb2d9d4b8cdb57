/** Claims queued deployments and runs them: checkout, build, deploy, stop, time-out, recovery. */
@NullMarked
package dev.shiplog.runner;

import org.jspecify.annotations.NullMarked;
