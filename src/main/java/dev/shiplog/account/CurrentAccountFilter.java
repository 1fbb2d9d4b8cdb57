package dev.shiplog.account;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends a session whose user is gone or whose password has changed. */
final class CurrentAccountFilter extends OncePerRequestFilter {

  private final Viewers viewers;

  CurrentAccountFilter(Viewers viewers) {
    this.viewers = viewers;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (Viewers.signedIn(authentication).isPresent() && viewers.current(authentication).isEmpty()) {
      SecurityContextHolder.setContext(SecurityContextHolder.createEmptyContext());
      endSession(request);
    }
    chain.doFilter(request, response);
  }

  private static void endSession(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }
}
