package dev.shiplog.network;

/**
 * How much the tests of this package do: little in the build, and what is promised with
 *
 * <pre>{@code
 * mvn test -Dtest='dev.shiplog.network.*Test' -Dshiplog.test.large=true
 * }</pre>
 */
final class Form {

  private static final boolean LARGE = Boolean.getBoolean("shiplog.test.large");

  private Form() {}

  static int of(int brief, int full) {
    return LARGE ? full : brief;
  }

  static String of(String brief, String full) {
    return LARGE ? full : brief;
  }
}
