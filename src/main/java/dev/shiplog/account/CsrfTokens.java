package dev.shiplog.account;

import dev.shiplog.site.PublicAddress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;

/**
 * Keeps the CSRF token of whoever is signed in in their session, and that of a stranger in a cookie
 * that the form must repeat (double submit), so that showing the form costs no memory here.
 */
final class CsrfTokens implements CsrfTokenRepository {

  private final CsrfTokenRepository session = new HttpSessionCsrfTokenRepository();
  private final CookieCsrfTokenRepository cookie = new CookieCsrfTokenRepository();

  CsrfTokens(PublicAddress address) {
    cookie.setHeaderName("X-CSRF-TOKEN");
    cookie.setCookieCustomizer(
        it -> {
          it.sameSite("Lax");
          if (address.isTls()) {
            it.secure(true);
          }
        });
  }

  @Override
  public CsrfToken generateToken(HttpServletRequest request) {
    return keeper(request).generateToken(request);
  }

  @Override
  public void saveToken(
      @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
    keeper(request).saveToken(token, request, response);
  }

  @Override
  public @Nullable CsrfToken loadToken(HttpServletRequest request) {
    return keeper(request).loadToken(request);
  }

  private CsrfTokenRepository keeper(HttpServletRequest request) {
    return request.getSession(false) == null ? cookie : session;
  }
}
