/**
 * What stands encrypted in the database: the cipher, its key, and the check of the key at start.
 */
@NullMarked
package dev.shiplog.encryption;

import org.jspecify.annotations.NullMarked;
