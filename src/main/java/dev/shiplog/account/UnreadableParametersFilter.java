package dev.shiplog.account;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Says 400 instead of 500 on every page for parameters that are no encoded UTF-8. */
final class UnreadableParametersFilter extends OncePerRequestFilter {

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } catch (ServletException | InvalidParameterException e) {
      Throwable problem = e instanceof ServletException ? e.getCause() : e;
      if (!(problem instanceof InvalidParameterException unreadable) || response.isCommitted()) {
        throw e;
      }
      response.sendError(unreadable.getErrorCode());
    }
  }
}
