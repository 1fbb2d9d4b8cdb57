package dev.shiplog.account;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.www.BasicAuthenticationConverter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Signs a request in by its Authorization header, Bearer or Basic, for this request only. A header
 * always counts instead of a session, never together with one: it is what spares the request the
 * CSRF token.
 */
final class HeaderSignInFilter extends OncePerRequestFilter {

  private static final String BEARER = "Bearer ";

  private final AuthenticationManager passwords;
  private final Tokens tokens;
  private final AuthenticationEntryPoint refusal;
  private final BasicAuthenticationConverter basic = new BasicAuthenticationConverter(Client::of);
  private final RequestAttributeSecurityContextRepository contexts =
      new RequestAttributeSecurityContextRepository();

  HeaderSignInFilter(
      AuthenticationManager passwords, Tokens tokens, AuthenticationEntryPoint refusal) {
    this.passwords = passwords;
    this.tokens = tokens;
    this.refusal = refusal;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header != null) {
      try {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(authenticate(header, request));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
      } catch (AuthenticationException e) {
        SecurityContextHolder.clearContext();
        refusal.commence(request, response, e);
        return;
      }
    }
    chain.doFilter(request, response);
  }

  private Authentication authenticate(String header, HttpServletRequest request) {
    if (header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return tokens
          .authenticate(header.substring(BEARER.length()).strip())
          .map(SignedIn::toAuthentication)
          .orElseThrow(() -> new BadCredentialsException("Unknown token"));
    }
    Authentication attempt = basic.convert(request);
    if (attempt == null) {
      throw new BadCredentialsException("Neither Bearer nor Basic");
    }
    return passwords.authenticate(attempt);
  }
}
