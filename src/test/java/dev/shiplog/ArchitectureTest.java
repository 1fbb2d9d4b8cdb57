package dev.shiplog;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.shiplog.account.Viewer;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the picture of the packages true: who may use whom. */
class ArchitectureTest {

  private static final String ROOT = "dev.shiplog";

  /** What each package may use of ours. Besides, all may use {@code problem}. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("problem", Set.of()),
          Map.entry("site", Set.of()),
          Map.entry("account", Set.of("site")),
          Map.entry("encryption", Set.of()),
          Map.entry("project", Set.of("account", "encryption")),
          Map.entry("deployment", Set.of("project")),
          Map.entry("log", Set.of()),
          Map.entry("raw", Set.of("delivery", "deployment", "log")),
          Map.entry("terminal", Set.of()),
          Map.entry("delivery", Set.of()),
          Map.entry("storage", Set.of()),
          Map.entry("runner", Set.of("deployment", "project", "log", "storage")),
          Map.entry("render", Set.of("deployment", "log", "terminal")),
          Map.entry(
              "live",
              Set.of("account", "delivery", "deployment", "log", "render", "project", "site")),
          Map.entry("sample", Set.of("account", "project")),
          Map.entry(
              "web",
              Set.of(
                  "account",
                  "project",
                  "deployment",
                  "delivery",
                  "log",
                  "terminal",
                  "runner",
                  "raw",
                  "render",
                  "sample",
                  "site",
                  "storage")),
          Map.entry(
              "api",
              Set.of(
                  "account",
                  "project",
                  "deployment",
                  "log",
                  "terminal",
                  "runner",
                  "raw",
                  "render")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void everyPackageStandsInTheTable() {
    assertThat(CLASSES.getPackage(ROOT).getSubpackages())
        .extracting(JavaPackage::getRelativeName)
        .containsExactlyInAnyOrderElementsOf(MAY_USE.keySet());
  }

  @ParameterizedTest
  @MethodSource("packages")
  void packageUsesOnlyWhatItMay(String name) {
    classes()
        .that()
        .resideInAPackage(within(name))
        .should()
        .onlyDependOnClassesThat(usableBy(name))
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void terminalUsesTheJdkOnly() {
    classes()
        .that()
        .resideInAPackage(within("terminal"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", within("terminal"))
        .check(CLASSES);
  }

  @Test
  void rootPackageHoldsTheMainClassOnly() {
    assertThat(CLASSES.getPackage(ROOT).getClasses())
        .filteredOn(type -> !type.getSimpleName().equals("package-info"))
        .extracting(JavaClass::getSimpleName)
        .containsExactly("ShiplogApplication");
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(CLASSES.getPackage(ROOT).getSubpackagesInTree())
        .filteredOn(type -> !type.getClasses().isEmpty())
        .allSatisfy(ArchitectureTest::isNullMarked);
    isNullMarked(CLASSES.getPackage(ROOT));
  }

  static Stream<String> packages() {
    return MAY_USE.keySet().stream().sorted();
  }

  private static void isNullMarked(JavaPackage found) {
    assertThat(found.tryGetPackageInfo())
        .as(found.getName())
        .hasValueSatisfying(info -> assertThat(info.isAnnotatedWith(NullMarked.class)).isTrue());
  }

  /**
   * Who may use {@code project} may also name the {@link Viewer}: access is asked there, and every
   * such question carries who is asking.
   */
  private static DescribedPredicate<JavaClass> usableBy(String name) {
    Set<String> usable = MAY_USE.get(name);
    return describe(
        "belong to others, to %s, problem or %s".formatted(name, usable),
        type -> {
          String owner = owner(type);
          return owner.isEmpty()
              || owner.equals(name)
              || owner.equals("problem")
              || usable.contains(owner)
              || (usable.contains("project") && type.isEquivalentTo(Viewer.class));
        });
  }

  /** The feature package of ours that the type belongs to; empty for the types of others. */
  private static String owner(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    if (name.equals(ROOT)) {
      return ROOT;
    }
    return name.startsWith(ROOT + ".") ? name.substring(ROOT.length() + 1).split("\\.")[0] : "";
  }

  private static String within(String name) {
    return ROOT + "." + name + "..";
  }
}
