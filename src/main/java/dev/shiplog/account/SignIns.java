package dev.shiplog.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.authentication.session.CompositeSessionAuthenticationStrategy;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfAuthenticationStrategy;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.savedrequest.DefaultSavedRequest;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.stereotype.Component;

/** Signs people in to the pages: a session with a new id and a new CSRF token. */
@Component
public class SignIns {

  /**
   * A path of this site: the cookie that holds it may have been planted. Browsers take a backslash
   * for a slash and leave out line breaks and tabs, so that "/\host" leads to another site.
   */
  private static final Pattern LOCAL = Pattern.compile("/(?!/)[!-~&&[^\\\\]]*");

  private final AuthenticationManager passwords;
  private final Accounts accounts;
  private final KnownBrowsers browsers;
  private final OpenSessions sessions;
  private final SecurityContextRepository contexts;
  private final RequestCache wanted;
  private final SessionAuthenticationStrategy session;

  SignIns(
      AuthenticationManager passwords,
      Accounts accounts,
      KnownBrowsers browsers,
      OpenSessions sessions,
      SecurityContextRepository contexts,
      RequestCache wanted,
      CsrfTokenRepository csrfTokens) {
    this.passwords = passwords;
    this.accounts = accounts;
    this.browsers = browsers;
    this.sessions = sessions;
    this.contexts = contexts;
    this.wanted = wanted;
    this.session =
        new CompositeSessionAuthenticationStrategy(
            List.of(
                new ChangeSessionIdAuthenticationStrategy(),
                new CsrfAuthenticationStrategy(csrfTokens)));
  }

  /**
   * Checks the password and starts a session.
   *
   * @return the path of the page that was wanted when signing in turned out to be needed, else "/"
   * @throws TooManyAttemptsException after too many wrong passwords
   * @throws org.springframework.security.core.AuthenticationException when it is not right
   */
  public String signIn(
      String username, String password, HttpServletRequest request, HttpServletResponse response) {
    Client client = Client.of(request);
    Authentication authentication = authenticate(username, password, client);
    session.onAuthentication(authentication, request, response);
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(inSession(authentication, request.getSession()));
    SecurityContextHolder.setContext(context);
    contexts.saveContext(context, request, response);
    accounts
        .password(username)
        .ifPresent(account -> browsers.remember(client, account, request, response));
    return wantedPage(request, response);
  }

  /**
   * Asks somebody who is signed in for their password again.
   *
   * @throws TooManyAttemptsException after too many wrong passwords
   * @throws org.springframework.security.core.AuthenticationException when it is not right
   */
  public void confirm(Viewer viewer, String password, HttpServletRequest request) {
    authenticate(viewer.username(), password, Client.of(request));
  }

  private Authentication authenticate(String username, String password, Client client) {
    var attempt = UsernamePasswordAuthenticationToken.unauthenticated(username, password);
    attempt.setDetails(client);
    return passwords.authenticate(attempt);
  }

  private Authentication inSession(Authentication authentication, HttpSession session) {
    return Viewers.signedIn(authentication)
        .map(who -> who.inSession(sessions.open(session, who.userId())).toAuthentication())
        .orElseThrow();
  }

  private String wantedPage(HttpServletRequest request, HttpServletResponse response) {
    if (wanted.getRequest(request, response) instanceof DefaultSavedRequest saved) {
      wanted.removeRequest(request, response);
      String query = saved.getQueryString();
      String address = saved.getRequestURI() + (query == null ? "" : "?" + query);
      if (LOCAL.matcher(address).matches()) {
        // Without the context path, which a "redirect:" adds.
        return address.substring(request.getContextPath().length());
      }
    }
    return "/";
  }
}
