/** Deployments: their status machine, their repository and their events. */
@NullMarked
package dev.shiplog.deployment;

import org.jspecify.annotations.NullMarked;
