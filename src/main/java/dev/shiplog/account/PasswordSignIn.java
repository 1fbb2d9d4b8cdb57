package dev.shiplog.account;

import java.util.Locale;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Checks a username and password; takes as long for an unknown name as for a wrong password. */
@Component
class PasswordSignIn implements AuthenticationProvider {

  private final Accounts accounts;
  private final PasswordEncoder passwords;
  private final SignInThrottle throttle;
  private final String nobodysHash;

  PasswordSignIn(Accounts accounts, PasswordEncoder passwords, SignInThrottle throttle) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.throttle = throttle;
    this.nobodysHash = passwords.encode(Secrets.random256());
  }

  @Override
  public Authentication authenticate(Authentication attempt) {
    String username = attempt.getName().strip().toLowerCase(Locale.ROOT);
    // A name nobody can have is not worth remembering, however long it is.
    String key = username.length() > 64 ? "" : username;
    String address = address(attempt);
    throttle.check(key, address);
    Optional<Accounts.Password> stored = accounts.password(username);
    String hash = stored.map(Accounts.Password::passwordHash).orElse(nobodysHash);
    boolean right = passwords.matches(String.valueOf(attempt.getCredentials()), hash);
    if (stored.isEmpty() || !right) {
      throttle.failed(key, address);
      throw new BadCredentialsException("The username or password is not right.");
    }
    throttle.succeeded(key, address);
    Accounts.Password account = stored.get();
    return SignedIn.withPassword(account.id(), account.username(), account.passwordHash())
        .toAuthentication();
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }

  private static String address(Authentication attempt) {
    return attempt.getDetails() instanceof WebAuthenticationDetails details
        ? details.getRemoteAddress()
        : "";
  }
}
