package dev.shiplog.web;

import dev.shiplog.account.TooManyAttemptsException;
import dev.shiplog.account.Viewer;
import dev.shiplog.log.UnreadableLogException;
import dev.shiplog.problem.ConflictException;
import dev.shiplog.problem.ForbiddenException;
import dev.shiplog.problem.InvalidInputException;
import dev.shiplog.problem.NotFoundException;
import dev.shiplog.problem.UnavailableException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/** The one place that turns what went wrong on a page into a page. */
@ControllerAdvice({"dev.shiplog.web", "dev.shiplog.live"})
class PageErrors {

  private static final Logger log = LoggerFactory.getLogger(PageErrors.class);

  private final PageModel page;

  PageErrors(PageModel page) {
    this.page = page;
  }

  @ExceptionHandler
  ModelAndView notFound(NotFoundException e) {
    return error(
        HttpStatus.NOT_FOUND,
        "Not found",
        "There is no such thing here, or it is not yours to see. Check the address, or ask the project's owner.");
  }

  @ExceptionHandler({
    MethodArgumentTypeMismatchException.class,
    MissingServletRequestParameterException.class
  })
  ModelAndView malformed(Exception e) {
    return error(
        HttpStatus.NOT_FOUND, "Not found", "This address leads nowhere. Check it for a slip.");
  }

  @ExceptionHandler
  ModelAndView forbidden(ForbiddenException e) {
    return error(HttpStatus.FORBIDDEN, "Not allowed", sentence(e));
  }

  @ExceptionHandler
  ModelAndView conflict(ConflictException e) {
    return error(HttpStatus.CONFLICT, "That cannot be done now", sentence(e));
  }

  @ExceptionHandler
  ModelAndView unreadable(UnreadableLogException e) {
    log.error("A page needs a log that cannot be read", e);
    return error(
        HttpStatus.SERVICE_UNAVAILABLE,
        "The log cannot be read",
        "Something is wrong with its file in the server’s data directory. Tell the administrator.");
  }

  @ExceptionHandler
  ModelAndView invalid(InvalidInputException e) {
    return error(HttpStatus.BAD_REQUEST, "That was not understood", sentence(e));
  }

  @ExceptionHandler
  ModelAndView unavailable(UnavailableException e, HttpServletResponse response) {
    response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(e.retryAfterSeconds()));
    return error(HttpStatus.SERVICE_UNAVAILABLE, "That cannot be done now", sentence(e));
  }

  @ExceptionHandler
  ModelAndView tooManyAttempts(TooManyAttemptsException e, HttpServletResponse response) {
    response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(e.retryAfterSeconds()));
    return error(HttpStatus.TOO_MANY_REQUESTS, "Not now", String.valueOf(e.getMessage()));
  }

  @ExceptionHandler
  ModelAndView unreadable(InvalidParameterException e) {
    return error(
        HttpStatus.valueOf(e.getErrorCode()),
        "That was not understood",
        "The request could not be understood. Go back, check what you entered and try again.");
  }

  private ModelAndView error(HttpStatus status, String heading, String text) {
    Optional<Viewer> viewer = page.viewer();
    var view = new ModelAndView("error", status);
    view.addObject("viewer", viewer);
    view.addObject("heading", heading);
    view.addObject("text", text);
    return view;
  }

  private static String sentence(RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    return Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
  }
}
