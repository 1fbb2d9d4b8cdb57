package dev.shiplog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;

/** The settings that README.md lists, and no others, however an operator writes them. */
class SettingsTest {

  /** Read one by one, as plain text or a path: no list could be lost in them. */
  private static final Set<String> SINGLE = Set.of("shiplog.data-dir", "shiplog.base-url");

  private static final Pattern LISTED = Pattern.compile("`(shiplog\\.[a-z.-]+)`");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.shiplog");

  @Test
  void readmeListsEachOnce() throws IOException {
    Set<String> known = settings().keySet().stream().collect(Collectors.toCollection(TreeSet::new));
    known.addAll(SINGLE);

    assertThat(listed()).containsExactlyInAnyOrderElementsOf(known);
  }

  @TestFactory
  Stream<DynamicTest> isReadAsPropertyAndFromTheEnvironment() {
    return settings().entrySet().stream()
        .map(
            setting ->
                dynamicTest(
                    setting.getKey(),
                    () -> {
                      String name = setting.getKey();
                      Sample sample = Sample.of(setting.getValue());
                      assertThat(read(properties(Map.of(name, sample.text())), name, sample))
                          .isEqualTo(sample.value());
                      String variable = name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
                      assertThat(read(variables(Map.of(variable, sample.text())), name, sample))
                          .isEqualTo(sample.value());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> listIsReadFromYaml() {
    return settings().entrySet().stream()
        .filter(setting -> setting.getValue().resolve() == List.class)
        .map(
            setting ->
                dynamicTest(
                    setting.getKey(),
                    () -> {
                      String name = setting.getKey();
                      // As Spring Boot flattens it.
                      var yaml = properties(Map.of(name + "[0]", "one", name + "[1]", "two"));
                      assertThat(read(yaml, name, Sample.of(setting.getValue())))
                          .isEqualTo(List.of("one", "two"));
                    }));
  }

  /** {@code @Value} takes no YAML list, and two readers of one setting could differ. */
  @Test
  void onlySingleSettingsAreReadOneByOne() {
    assertThat(CLASSES.stream().flatMap(type -> type.getConstructors().stream()))
        .flatExtracting(constructor -> constructor.getParameters())
        .filteredOn(parameter -> parameter.isAnnotatedWith(Value.class))
        .extracting(SettingsTest::placeholder)
        .filteredOn(name -> name.startsWith("shiplog."))
        .allSatisfy(name -> assertThat(SINGLE).contains(name));
  }

  private static String placeholder(JavaParameter parameter) {
    return parameter.getAnnotationOfType(Value.class).value().replaceAll("^\\$\\{|[:}].*$", "");
  }

  private static Map<String, ResolvableType> settings() {
    return CLASSES.stream()
        .filter(type -> type.isAnnotatedWith(ConfigurationProperties.class))
        .map(JavaClass::reflect)
        .flatMap(type -> Arrays.stream(type.getRecordComponents()))
        .collect(Collectors.toMap(SettingsTest::name, SettingsTest::type));
  }

  private static String name(RecordComponent component) {
    ConfigurationProperties group =
        component.getDeclaringRecord().getAnnotation(ConfigurationProperties.class);
    return group.value()
        + "."
        + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static ResolvableType type(RecordComponent component) {
    return ResolvableType.forMethodReturnType(component.getAccessor());
  }

  private static List<String> listed() throws IOException {
    return Files.readAllLines(Path.of("README.md")).stream()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split("\\|")[1])
        .flatMap(cell -> LISTED.matcher(cell).results().map(match -> match.group(1)))
        .toList();
  }

  private static Object read(PropertySource<?> source, String name, Sample sample) {
    var environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .forEach(it -> environment.getPropertySources().remove(it.getName()));
    environment.getPropertySources().addFirst(source);
    ConfigurationPropertySources.attach(environment);
    return Binder.get(environment).bind(name, Bindable.of(sample.type())).get();
  }

  private static PropertySource<?> properties(Map<String, Object> properties) {
    return new MapPropertySource("settings", properties);
  }

  private static PropertySource<?> variables(Map<String, Object> variables) {
    return new SystemEnvironmentPropertySource(
        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables);
  }

  /** A value as it is written and as it is read. */
  private record Sample(ResolvableType type, String text, Object value) {

    static Sample of(ResolvableType type) {
      Class<?> raw = type.toClass();
      if (raw == List.class) {
        return new Sample(type, "one,two", List.of("one", "two"));
      }
      if (raw == Duration.class) {
        return new Sample(type, "7s", Duration.ofSeconds(7));
      }
      if (raw == DataSize.class) {
        return new Sample(type, "7KB", DataSize.ofKilobytes(7));
      }
      if (raw == Path.class) {
        return new Sample(type, "seven", Path.of("seven"));
      }
      if (raw.isEnum()) {
        Object last = raw.getEnumConstants()[raw.getEnumConstants().length - 1];
        return new Sample(type, last.toString().toLowerCase(Locale.ROOT), last);
      }
      if (raw == boolean.class) {
        return new Sample(type, "true", true);
      }
      return raw == String.class ? new Sample(type, "7", "7") : new Sample(type, "7", 7);
    }
  }
}
