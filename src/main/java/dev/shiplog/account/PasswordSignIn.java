package dev.shiplog.account;

import dev.shiplog.account.SignInThrottle.Source;
import java.util.Locale;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Checks a username and password that come from a {@link Client}, which is the attempt's details;
 * takes as long for an unknown name as for a wrong password. A flood of strangers does not hold up
 * those who are known.
 */
@Component
class PasswordSignIn implements AuthenticationProvider {

  /** What {@link Accounts} lets a name have. */
  private static final int LONGEST_NAME = 64;

  private final Accounts accounts;
  private final PasswordEncoder passwords;
  private final PasswordEncoder passwordsOfStrangers;
  private final SignInThrottle throttle;
  private final VerifiedPasswords verified;
  private final KnownBrowsers browsers;
  private final String nobodysHash;

  PasswordSignIn(
      Accounts accounts,
      PasswordEncoder passwords,
      @Qualifier("passwordsOfStrangers") PasswordEncoder passwordsOfStrangers,
      SignInThrottle throttle,
      VerifiedPasswords verified,
      KnownBrowsers browsers) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.passwordsOfStrangers = passwordsOfStrangers;
    this.throttle = throttle;
    this.verified = verified;
    this.browsers = browsers;
    this.nobodysHash = String.valueOf(passwords.encode(Secrets.random256()));
  }

  /**
   * Signs in.
   *
   * @throws TooManyAttemptsException the password was not looked at
   * @throws BadCredentialsException it is not right
   */
  @Override
  public Authentication authenticate(Authentication attempt) {
    String username = attempt.getName().strip().toLowerCase(Locale.ROOT);
    String password = String.valueOf(attempt.getCredentials());
    Client client = attempt.getDetails() instanceof Client known ? known : new Client("", "");
    Optional<Accounts.Password> account = accounts.password(username);
    Source source = source(username, client, account);
    throttle.requireOpen(source);
    return verified
        .find(username, password)
        .orElseGet(
            () ->
                verified.check(
                    username, password, source.place(), () -> checked(account, password, source)));
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }

  private Source source(String username, Client client, Optional<Accounts.Password> account) {
    // A name nobody can have is not worth remembering, however long it is.
    String name = username.length() > LONGEST_NAME ? "" : username;
    return account
        .flatMap(it -> browsers.name(client, it))
        .map(browser -> new Source(name, browser, true))
        .orElseGet(() -> new Source(name, client.network(), false));
  }

  private Authentication checked(
      Optional<Accounts.Password> account, String password, Source source) {
    throttle.begin(source);
    if (!matches(account, password, source) || account.isEmpty()) {
      throttle.failed(source);
      throw new BadCredentialsException("The username or password is not right.");
    }
    throttle.succeeded(source);
    Accounts.Password right = account.get();
    return SignedIn.withPassword(right.id(), right.username(), right.passwordHash())
        .toAuthentication();
  }

  private boolean matches(Optional<Accounts.Password> account, String password, Source source) {
    try {
      return (source.known() ? passwords : passwordsOfStrangers)
          .matches(password, account.map(Accounts.Password::passwordHash).orElse(nobodysHash));
    } catch (TooManyAttemptsException e) {
      throttle.withdrawn(source);
      throw e;
    }
  }
}
