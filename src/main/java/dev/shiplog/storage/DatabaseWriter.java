package dev.shiplog.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.ClassUtils;

/** What decides how this server writes a database in a file: the H2 and the schema. */
final class DatabaseWriter {

  private static final String DRIVER = "org.h2.Driver";
  private static final String MIGRATIONS = "classpath:db/migration/V*__*.sql";
  private static final Pattern NUMBER = Pattern.compile("^V(\\d+)__");

  private DatabaseWriter() {}

  /** E.g. "H2 2.4.240, schema 5"; empty without H2. */
  static Optional<String> present() {
    return h2Version().map(version -> "H2 " + version + ", schema " + schema());
  }

  /** The version of H2 as its jar says, e.g. "2.4.240"; empty without H2. */
  static Optional<String> h2Version() {
    ClassLoader classes = ClassUtils.getDefaultClassLoader();
    if (!ClassUtils.isPresent(DRIVER, classes)) {
      return Optional.empty();
    }
    Class<?> driver = ClassUtils.resolveClassName(DRIVER, classes);
    return Optional.ofNullable(driver.getPackage().getImplementationVersion());
  }

  /** The number of the newest migration. */
  private static int schema() {
    try {
      return Stream.of(new PathMatchingResourcePatternResolver().getResources(MIGRATIONS))
          .map(Resource::getFilename)
          .flatMap(name -> NUMBER.matcher(String.valueOf(name)).results())
          .map(MatchResult::group)
          .mapToInt(found -> Integer.parseInt(found.substring(1, found.length() - 2)))
          .max()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException("The migrations cannot be listed", e);
    }
  }
}
