package dev.shiplog.project;

import dev.shiplog.problem.InvalidInputException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where an app's source is fetched from, as git understands it. */
public final class RepositoryAddress {

  /** Stands for what must not be shown. */
  static final String MASK = "***";

  private static final String FIELD = "repository";
  private static final int MAX_LENGTH = 1000;
  private static final Set<String> DEFAULT_PROTOCOLS = Set.of("https", "http", "ssh", "git");

  private static final String HOST = "(?:[A-Za-z0-9][A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.]+])";
  private static final Pattern URL =
      Pattern.compile(
          "(?<scheme>[a-z]+)://(?:(?<user>[^-@/][^@/]*)@)?" + HOST + "(?::[0-9]{1,5})?/.+");
  private static final Pattern SCP_LIKE =
      Pattern.compile("(?<user>[A-Za-z0-9_][A-Za-z0-9._-]*@)?(?<host>" + HOST + "):[^-:].*");

  /** Without a user these read as a protocol that somebody wanted, e.g. {@code file:/etc}. */
  private static final Pattern PROTOCOL =
      Pattern.compile("(?i)file|ext|fd|https?|ssh|git|ftps?|data|rsync");

  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cntrl}\\p{Z}\\s\\x80-\\x9f]|%0[0ad]", Pattern.CASE_INSENSITIVE);
  private static final Pattern WEB_HOST = Pattern.compile("^https?://[^/]+");
  private static final Pattern USER_INFO = Pattern.compile("^([A-Za-z]+://)([^@/]*)@");

  private RepositoryAddress() {}

  /** As {@link #require(String, Collection)} with https, http, ssh and git. */
  public static String require(String address) {
    return require(address, DEFAULT_PROTOCOLS);
  }

  /**
   * Returns the address if it may be fetched: empty (nothing is fetched), a URL of an allowed
   * protocol, or {@code user@host:path} where ssh is allowed.
   *
   * @param protocols what is allowed, lower case
   * @throws InvalidInputException for anything else, also for what git would take as an option or
   *     as a command to run
   */
  public static String require(String address, Collection<String> protocols) {
    if (address.isEmpty()) {
      return address;
    }
    if (address.length() > MAX_LENGTH || UNPRINTABLE.matcher(address).find()) {
      throw new InvalidInputException(
          FIELD, "A repository address has no spaces and at most 1000 characters");
    }
    if (!protocols.contains(protocolOf(address))) {
      throw new InvalidInputException(
          FIELD,
          "Give a repository address such as https://host/path.git or git@host:path.git; allowed"
              + " are "
              + String.join(", ", protocols.stream().sorted().toList()));
    }
    return address;
  }

  /** The address with what may be a password replaced by {@code ***}, fit to be shown. */
  public static String masked(String address) {
    return credentials(address).isEmpty()
        ? address
        : withCredentials(withoutCredentials(address), MASK);
  }

  /**
   * User and password, or a token: what {@link #masked} hides; empty if there is nothing to hide.
   */
  static Optional<String> credentials(String address) {
    Matcher matcher = USER_INFO.matcher(address);
    return !matcher.find() || isPlainUser(matcher.group(1), matcher.group(2))
        ? Optional.empty()
        : Optional.of(matcher.group(2));
  }

  static String withoutCredentials(String address) {
    return credentials(address).isEmpty() ? address : USER_INFO.matcher(address).replaceFirst("$1");
  }

  /**
   * The address without what {@link #masked} hides, but for a user's name that ssh needs: what git
   * is given.
   */
  public static String withoutPassword(String address) {
    String bare = withoutCredentials(address);
    return credentials(address)
        .filter(credentials -> address.startsWith("ssh://"))
        .map(credentials -> withCredentials(bare, credentials.split(":", 2)[0]))
        .orElse(bare);
  }

  /** Who an http or https address says we are, decoded; empty if it does not, or is another one. */
  public static Optional<Login> login(String address) {
    Matcher host = WEB_HOST.matcher(withoutCredentials(address));
    return host.find() ? credentials(address).map(it -> login(host.group(), it)) : Optional.empty();
  }

  private static Login login(String host, String credentials) {
    String[] parts = credentials.split(":", 2);
    return new Login(
        host,
        decoded(parts[0]),
        parts.length > 1 ? Optional.of(decoded(parts[1])) : Optional.empty());
  }

  /** The opposite of {@link #withoutCredentials}. */
  static String withCredentials(String address, String credentials) {
    return address.replaceFirst("://", Matcher.quoteReplacement("://" + credentials + "@"));
  }

  /** What {@link #masked} hides, as written and decoded: must not reach a log either. */
  public static List<String> secretsIn(String address) {
    return credentials(address).map(RepositoryAddress::secretsOf).orElse(List.of());
  }

  private static List<String> secretsOf(String credentials) {
    String[] parts = credentials.split(":", 2);
    boolean token = parts.length == 1 || parts[1].isEmpty() || parts[1].equals("x-oauth-basic");
    String secret = token ? parts[0] : parts[1];
    return Stream.of(secret, decoded(secret)).filter(form -> !form.isEmpty()).distinct().toList();
  }

  /**
   * A user and perhaps a password for a host.
   *
   * @param host with its protocol, and its port if that is named
   */
  public record Login(String host, String user, Optional<String> password) {

    /** Leaves out what may be secret. */
    @Override
    public String toString() {
      return "Login[" + host + "]";
    }
  }

  /** The protocol, or "" if this is no address. */
  private static String protocolOf(String address) {
    Matcher url = URL.matcher(address);
    if (url.matches()) {
      return url.group("scheme");
    }
    Matcher scp = SCP_LIKE.matcher(address);
    if (!address.contains("://") && scp.matches()) {
      boolean likeProtocol =
          scp.group("user") == null && PROTOCOL.matcher(scp.group("host")).matches();
      return likeProtocol ? "" : "ssh";
    }
    return "";
  }

  /** With ssh a user without password is no secret; with https it may be a token. */
  private static boolean isPlainUser(String scheme, String user) {
    return scheme.equals("ssh://") && user.indexOf(':') < 0;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
