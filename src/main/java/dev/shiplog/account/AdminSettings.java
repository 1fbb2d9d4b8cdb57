package dev.shiplog.account;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The first administrator, created at start-up while there are no users; without these settings a
 * person creates them at /setup. Set both or neither.
 *
 * @param username {@code shiplog.admin.username}, default: unset
 * @param password {@code shiplog.admin.password}, default: unset; at least 10 characters
 */
@ConfigurationProperties("shiplog.admin")
record AdminSettings(@DefaultValue("") String username, @DefaultValue("") String password) {

  boolean isSet() {
    return !username.isBlank() || !password.isBlank();
  }

  boolean isComplete() {
    return !username.isBlank() && !password.isBlank();
  }

  @Override
  public String toString() {
    return "AdminSettings[" + username + "]";
  }
}
