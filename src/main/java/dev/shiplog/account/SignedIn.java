package dev.shiplog.account;

import java.io.Serializable;
import java.security.Principal;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/**
 * What a session or a request remembers of a sign-in: who, and by which credential. Rights are not
 * part of it; {@link Viewers} looks them up as they are now.
 *
 * @param credential names the password or token that was shown; gone once that is changed or
 *     revoked
 * @param session names the session that was started, see {@link OpenSessions}; empty when it was
 *     for one request
 */
record SignedIn(long userId, String username, String credential, String session)
    implements Principal, Serializable {

  private static final long serialVersionUID = 1;

  static SignedIn withPassword(long userId, String username, String passwordHash) {
    return new SignedIn(userId, username, passwordCredential(passwordHash), "");
  }

  static SignedIn withToken(long userId, String username, long tokenId) {
    return new SignedIn(userId, username, tokenCredential(tokenId), "");
  }

  SignedIn inSession(String name) {
    return new SignedIn(userId, username, credential, name);
  }

  static String passwordCredential(String passwordHash) {
    return "password " + Secrets.sha256(passwordHash);
  }

  static String tokenCredential(long tokenId) {
    return "token " + tokenId;
  }

  Authentication toAuthentication() {
    return UsernamePasswordAuthenticationToken.authenticated(this, null, List.of());
  }

  @Override
  public String getName() {
    return username;
  }

  @Override
  public String toString() {
    return "SignedIn[" + username + "]";
  }
}
