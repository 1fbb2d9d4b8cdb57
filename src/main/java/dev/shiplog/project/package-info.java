/** Projects, members and apps; who may see what is asked here, in one place. */
@NullMarked
package dev.shiplog.project;

import org.jspecify.annotations.NullMarked;
