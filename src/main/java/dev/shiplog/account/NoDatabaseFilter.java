package dev.shiplog.account;

import dev.shiplog.problem.NoDatabase;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Says 503 instead of 500 on every page while the database is away. */
final class NoDatabaseFilter extends OncePerRequestFilter {

  private static final Logger log = LoggerFactory.getLogger(NoDatabaseFilter.class);

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } catch (ServletException | RuntimeException e) {
      if (!isNoDatabase(e) || response.isCommitted()) {
        throw e;
      }
      log.error("No database for {} {}", request.getMethod(), request.getRequestURI(), e);
      response.reset();
      response.setHeader(HttpHeaders.RETRY_AFTER, "5");
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }

  private static boolean isNoDatabase(Exception e) {
    Throwable problem = e instanceof ServletException && e.getCause() != null ? e.getCause() : e;
    return NoDatabase.is(problem);
  }
}
