package dev.shiplog.storage;

import java.util.Optional;
import org.springframework.util.ClassUtils;

/** Which H2 this server runs with. */
final class H2Version {

  private static final String DRIVER = "org.h2.Driver";

  private H2Version() {}

  /** As its jar says, e.g. "2.4.240"; empty without H2. */
  static Optional<String> present() {
    ClassLoader classes = ClassUtils.getDefaultClassLoader();
    if (!ClassUtils.isPresent(DRIVER, classes)) {
      return Optional.empty();
    }
    Class<?> driver = ClassUtils.resolveClassName(DRIVER, classes);
    return Optional.ofNullable(driver.getPackage().getImplementationVersion());
  }
}
