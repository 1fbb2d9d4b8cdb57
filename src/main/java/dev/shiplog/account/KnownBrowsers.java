package dev.shiplog.account;

import dev.shiplog.site.PublicAddress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Recognises a browser in which a user signed in before, so that others who guess that user's
 * password do not delay it (OWASP "device cookies"). The mark is signed with the user's stored
 * password hash: nothing is kept here, any server can check it, and a new password ends it. It is
 * no credential; who steals it may guess as slowly as anybody.
 */
@Component
class KnownBrowsers {

  static final String COOKIE = "shiplog-browser";

  private static final Duration REMEMBERED = Duration.ofDays(365);

  /** Users whose marks one browser keeps: 5 times 87 characters. */
  private static final int USERS = 5;

  private static final String BETWEEN = "~";

  private final PublicAddress address;

  KnownBrowsers(PublicAddress address) {
    this.address = address;
  }

  /** The name of the browser, if this user signed in with it under their present password. */
  Optional<String> name(Client client, Accounts.Password account) {
    return marks(client)
        .filter(mark -> isGenuine(mark, account))
        .map(KnownBrowsers::name)
        .findFirst();
  }

  /** Leaves a mark in the browser for the next time. */
  void remember(
      Client client,
      Accounts.Password account,
      HttpServletRequest request,
      HttpServletResponse response) {
    String name = name(client, account).orElseGet(Secrets::random256);
    String mark = name + "." + signature(name, account);
    String marks =
        Stream.concat(Stream.of(mark), marks(client).filter(other -> !other.equals(mark)))
            .limit(USERS)
            .collect(Collectors.joining(BETWEEN));
    ResponseCookie cookie =
        ResponseCookie.from(COOKIE, marks)
            .path("/")
            .maxAge(REMEMBERED)
            .httpOnly(true)
            .secure(address.isTls(request))
            .sameSite("Lax")
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }

  private static Stream<String> marks(Client client) {
    return Stream.of(client.browserMark().split(BETWEEN))
        .filter(mark -> mark.matches("[\\w-]{43}\\.[\\w-]{43}"))
        .limit(USERS);
  }

  private static boolean isGenuine(String mark, Accounts.Password account) {
    String name = name(mark);
    return Secrets.same(mark.substring(name.length() + 1), signature(name, account));
  }

  private static String name(String mark) {
    return mark.substring(0, mark.indexOf('.'));
  }

  private static String signature(String name, Accounts.Password account) {
    return Secrets.hmac(account.passwordHash(), "browser " + account.id() + " " + name);
  }
}
