package dev.shiplog.account;

import dev.shiplog.problem.DiskFull;
import dev.shiplog.problem.NoDatabase;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Says on every page 503 while the database is away and 507 while the disk is full, not 500. */
final class OutageFilter extends OncePerRequestFilter {

  private static final Logger log = LoggerFactory.getLogger(OutageFilter.class);

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } catch (ServletException | RuntimeException e) {
      Throwable problem = e instanceof ServletException && e.getCause() != null ? e.getCause() : e;
      boolean full = DiskFull.is(problem);
      if (!full && !NoDatabase.is(problem) || response.isCommitted()) {
        throw e;
      }
      response.reset();
      if (full) {
        log.debug("No space for {} {}", request.getMethod(), request.getRequestURI(), e);
        response.sendError(HttpStatus.INSUFFICIENT_STORAGE.value());
        return;
      }
      log.error(
          "No database for {} {}: {}",
          request.getMethod(),
          request.getRequestURI(),
          NestedExceptionUtils.getMostSpecificCause(problem).toString());
      response.setHeader(HttpHeaders.RETRY_AFTER, "5");
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }
}
