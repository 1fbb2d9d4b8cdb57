/** Users, tokens, sign-in, set-up and the security configuration. */
@NullMarked
package dev.shiplog.account;

import org.jspecify.annotations.NullMarked;
