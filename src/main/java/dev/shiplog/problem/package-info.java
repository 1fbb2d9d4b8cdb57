/** What can be wrong with a request, in the domain's words; each surface translates it once. */
@NullMarked
package dev.shiplog.problem;

import org.jspecify.annotations.NullMarked;
