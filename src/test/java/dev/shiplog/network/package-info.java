/** What holds on bad networks and with readers that stall. */
@NullMarked
package dev.shiplog.network;

import org.jspecify.annotations.NullMarked;
