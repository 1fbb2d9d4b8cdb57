package dev.shiplog.support;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What some tests need from the machine. */
public enum Requirement {
  CHROMIUM(Browser::missing),
  MYSQL(MySqlServer::missing),
  DOCKER(DockerEngine::missing),
  SMALL_DISK(SmallDisk::missing);

  /** Comma-separated names of requirements whose absence is a failure, not a skip. */
  static final String VARIABLE = "SHIPLOG_TEST_REQUIRE";

  private final Supplier<Optional<String>> missing;

  Requirement(Supplier<Optional<String>> missing) {
    this.missing = missing;
  }

  /** Why it is not available here; empty if it is. The first call may start it. */
  public Optional<String> missing() {
    return missing.get();
  }

  /**
   * The requirements that must be met.
   *
   * @throws IllegalArgumentException if the variable names something else
   */
  static Set<Requirement> demanded(Map<String, String> environment) {
    Set<Requirement> demanded = EnumSet.noneOf(Requirement.class);
    Arrays.stream(environment.getOrDefault(VARIABLE, "").split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .map(name -> valueOf(name.toUpperCase(Locale.ROOT)))
        .forEach(demanded::add);
    return demanded;
  }
}
