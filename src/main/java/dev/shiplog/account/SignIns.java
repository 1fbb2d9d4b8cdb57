package dev.shiplog.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
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

  private final AuthenticationManager passwords;
  private final SecurityContextRepository contexts;
  private final RequestCache wanted;
  private final SessionAuthenticationStrategy session;

  SignIns(
      AuthenticationManager passwords,
      SecurityContextRepository contexts,
      RequestCache wanted,
      CsrfTokenRepository csrfTokens) {
    this.passwords = passwords;
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
    var attempt = UsernamePasswordAuthenticationToken.unauthenticated(username, password);
    attempt.setDetails(new WebAuthenticationDetails(request));
    Authentication authentication = passwords.authenticate(attempt);
    session.onAuthentication(authentication, request, response);
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(authentication);
    SecurityContextHolder.setContext(context);
    contexts.saveContext(context, request, response);
    return wantedPage(request, response);
  }

  private String wantedPage(HttpServletRequest request, HttpServletResponse response) {
    if (wanted.getRequest(request, response) instanceof DefaultSavedRequest saved) {
      wanted.removeRequest(request, response);
      String query = saved.getQueryString();
      // Without the context path, which a "redirect:" adds.
      String path = saved.getRequestURI().substring(request.getContextPath().length());
      return query == null ? path : path + "?" + query;
    }
    return "/";
  }
}
