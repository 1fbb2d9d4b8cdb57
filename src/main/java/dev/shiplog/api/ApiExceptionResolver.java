package dev.shiplog.api;

import dev.shiplog.account.TooManyAttemptsException;
import dev.shiplog.log.UnreadableLogException;
import dev.shiplog.problem.ConflictException;
import dev.shiplog.problem.DiskFull;
import dev.shiplog.problem.ForbiddenException;
import dev.shiplog.problem.InvalidInputException;
import dev.shiplog.problem.NoDatabase;
import dev.shiplog.problem.NotFoundException;
import dev.shiplog.problem.UnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.socket.server.HandshakeFailureException;
import tools.jackson.databind.json.JsonMapper;

/** The one place that turns what went wrong under /api/ into a status and an envelope. */
final class ApiExceptionResolver implements HandlerExceptionResolver {

  private static final Logger log = LoggerFactory.getLogger(ApiExceptionResolver.class);

  private final JsonMapper json;

  private ApiExceptionResolver(JsonMapper json) {
    this.json = json;
  }

  static boolean isApi(HttpServletRequest request) {
    String inside = request.getPathInfo();
    String path = inside == null ? request.getServletPath() : request.getServletPath() + inside;
    return path.equals("/api") || path.startsWith("/api/");
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception exception) {
    if (!isApi(request)) {
      return null;
    }
    if (exception instanceof AsyncRequestNotUsableException || response.isCommitted()) {
      log.debug("Response to {} was cut off", request.getRequestURI(), exception);
      return new ModelAndView();
    }
    try {
      write(response, answerTo(exception, request));
    } catch (IOException e) {
      log.debug("Client left before it was told that {}", exception.getMessage(), e);
    }
    return new ModelAndView();
  }

  private static Answer answerTo(Throwable problem, HttpServletRequest request) {
    if (problem instanceof HandshakeFailureException && problem.getCause() != null) {
      return answerTo(problem.getCause(), request);
    }
    if (problem instanceof NotFoundException) {
      return new Answer(HttpStatus.NOT_FOUND, problem.getMessage());
    }
    if (problem instanceof InvalidInputException invalid) {
      return new Answer(HttpStatus.BAD_REQUEST, invalid.getMessage(), invalid.field());
    }
    if (problem instanceof ConflictException) {
      return new Answer(HttpStatus.CONFLICT, problem.getMessage());
    }
    if (problem instanceof ForbiddenException) {
      return new Answer(HttpStatus.FORBIDDEN, problem.getMessage());
    }
    if (problem instanceof UnavailableException unavailable) {
      return later(String.valueOf(unavailable.getMessage()), unavailable.retryAfterSeconds());
    }
    if (problem instanceof AuthenticationException || problem instanceof AccessDeniedException) {
      return refusal(problem);
    }
    return requestAnswer(problem, request);
  }

  private static Answer refusal(Throwable problem) {
    if (problem instanceof TooManyAttemptsException tooMany) {
      HttpHeaders headers = new HttpHeaders();
      headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(tooMany.retryAfterSeconds()));
      return new Answer(HttpStatus.TOO_MANY_REQUESTS, tooMany.getMessage(), "", headers);
    }
    if (problem instanceof AuthenticationException) {
      return new Answer(HttpStatus.UNAUTHORIZED, "Authentication required");
    }
    return new Answer(
        HttpStatus.FORBIDDEN,
        problem instanceof CsrfException
            ? "A write with a session cookie needs its CSRF token in the X-CSRF-TOKEN header."
            : "You may not do this.");
  }

  private static Answer requestAnswer(Throwable problem, HttpServletRequest request) {
    if (problem instanceof HttpMessageNotReadableException unreadable
        && UnreadableBody.isTooLarge(unreadable)) {
      return new Answer(HttpStatus.CONTENT_TOO_LARGE, UnreadableBody.TOO_LARGE);
    }
    if (problem instanceof HttpMessageNotReadableException unreadable) {
      return answerTo(UnreadableBody.explained(unreadable), request);
    }
    if (problem instanceof MissingServletRequestParameterException missing) {
      return new Answer(
          HttpStatus.BAD_REQUEST,
          "The parameter " + missing.getParameterName() + " is missing.",
          missing.getParameterName());
    }
    if (problem instanceof MethodArgumentTypeMismatchException mismatch) {
      return new Answer(
          HttpStatus.BAD_REQUEST,
          "The value of " + mismatch.getName() + " cannot be read.",
          mismatch.getName());
    }
    if (problem instanceof TypeMismatchException) {
      return new Answer(HttpStatus.BAD_REQUEST, "A value in the request cannot be read.");
    }
    if (problem instanceof InvalidParameterException unreadable) {
      return new Answer(
          HttpStatus.valueOf(unreadable.getErrorCode()),
          "The parameters cannot be read. Send them as encoded UTF-8 text.");
    }
    if (problem instanceof RequestRejectedException) {
      return new Answer(HttpStatus.BAD_REQUEST, "The address or a header is malformed.");
    }
    if (problem instanceof NoResourceFoundException) {
      return new Answer(HttpStatus.NOT_FOUND, "There is nothing at this address.");
    }
    if (problem instanceof ErrorResponse response) {
      return frameworkAnswer(response);
    }
    return serverAnswer(problem, request);
  }

  private static Answer frameworkAnswer(ErrorResponse response) {
    HttpStatusCode status = response.getStatusCode();
    HttpStatus known = HttpStatus.resolve(status.value());
    String sentence = known == null ? "The request failed." : known.getReasonPhrase() + ".";
    if (status.value() == HttpStatus.METHOD_NOT_ALLOWED.value()) {
      List<String> allowed = response.getHeaders().getOrEmpty(HttpHeaders.ALLOW);
      sentence = "This address does not take that method, only " + String.join(", ", allowed) + ".";
    }
    return new Answer(status, sentence, "", response.getHeaders());
  }

  private static Answer serverAnswer(Throwable problem, HttpServletRequest request) {
    if (DiskFull.is(problem)) {
      log.debug("No space for {} {}", request.getMethod(), request.getRequestURI(), problem);
      return new Answer(HttpStatus.INSUFFICIENT_STORAGE, DiskFull.MESSAGE, "disk_full");
    }
    if (NoDatabase.is(problem)) {
      log.error(
          "No database for {} {}: {}",
          request.getMethod(),
          request.getRequestURI(),
          NestedExceptionUtils.getMostSpecificCause(problem).toString());
      return later("The database does not answer. Try again.", 5);
    }
    log.error("Failed {} {}", request.getMethod(), request.getRequestURI(), problem);
    if (problem instanceof UnreadableLogException) {
      return new Answer(
          HttpStatus.SERVICE_UNAVAILABLE,
          "The log cannot be read: something is wrong with its file on the server.",
          "log_unreadable");
    }
    return new Answer(HttpStatus.INTERNAL_SERVER_ERROR, "Internal error");
  }

  private static Answer later(String message, long seconds) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
    return new Answer(HttpStatus.SERVICE_UNAVAILABLE, message, "", headers);
  }

  private void write(HttpServletResponse response, Answer answer) throws IOException {
    response.resetBuffer();
    answer.headers().forEach((name, values) -> response.setHeader(name, String.join(", ", values)));
    response.setStatus(answer.status().value());
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    byte[] body = json.writeValueAsBytes(Envelope.failure(answer.message(), answer.error()));
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.flushBuffer();
  }

  private record Answer(HttpStatusCode status, String message, String error, HttpHeaders headers) {

    Answer(HttpStatusCode status, @Nullable String message) {
      this(status, message, "");
    }

    Answer(HttpStatusCode status, @Nullable String message, String error) {
      this(status, message == null ? "" : message, error, new HttpHeaders());
    }
  }

  /** Puts the resolver before Spring's own. */
  @Configuration(proxyBeanMethods = false)
  static class Registration implements WebMvcConfigurer {

    private final JsonMapper json;

    Registration(JsonMapper json) {
      this.json = json;
    }

    @Override
    public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
      resolvers.add(0, new ApiExceptionResolver(json));
    }
  }
}
