package dev.shiplog.api;

import dev.shiplog.account.Viewer;
import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.Deployments;
import dev.shiplog.log.LogStore;
import dev.shiplog.problem.InvalidInputException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** The log as the bytes that are stored; of a running deployment the lines so far. */
@RestController
class LogFilesController {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final String LAST_LINE = "" + Long.MAX_VALUE;

  private final Deployments deployments;
  private final LogStore logs;

  LogFilesController(Deployments deployments, LogStore logs) {
    this.deployments = deployments;
    this.logs = logs;
  }

  /** Sends the lines from..to, both inclusive; a Range is one of their bytes. */
  @GetMapping(path = "/api/deployments/{id}/log", params = "follow!=true")
  void read(
      Viewer viewer,
      @PathVariable long id,
      @RequestParam(defaultValue = "1") long from,
      @RequestParam(defaultValue = LAST_LINE) long to,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    requireOrder(from, to);
    Deployment deployment = deployments.get(viewer, id);
    long total = length(id, from, to);
    String etag = deployment.finished() ? etag(deployment, total) : null;
    if (etag != null) {
      response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
      if (new ServletWebRequest(request, response).checkNotModified(etag)) {
        return;
      }
    }
    ByteSpan span = span(request, etag, total);
    try (InputStream lines = logs.bytes(id, from, to)) {
      lines.skipNBytes(span.start());
      describe(span, response);
      if (!request.getMethod().equals(HttpMethod.HEAD.name())) {
        copy(lines, span.length(), response.getOutputStream());
      }
    }
  }

  private static void requireOrder(long from, long to) {
    if (from < 1) {
      throw new InvalidInputException("from", "from must be 1 or more");
    }
    if (to < from) {
      throw new InvalidInputException("to", "to must not be less than from");
    }
  }

  /** Asks by skipping, which costs a file store nothing. */
  private long length(long id, long from, long to) throws IOException {
    try (InputStream lines = logs.bytes(id, from, to)) {
      long length = 0;
      long skipped = lines.skip(Long.MAX_VALUE);
      while (skipped > 0) {
        length += skipped;
        skipped = lines.skip(Long.MAX_VALUE);
      }
      return length;
    }
  }

  /** A finished log never changes, so this is a strong one. */
  private static String etag(Deployment deployment, long length) {
    long finished = deployment.finishedAt().orElse(deployment.createdAt()).toEpochMilli();
    return "\"" + deployment.id() + "-" + finished + "-" + length + "\"";
  }

  private static ByteSpan span(HttpServletRequest request, @Nullable String etag, long total) {
    String condition = request.getHeader(HttpHeaders.IF_RANGE);
    boolean changed = condition != null && !condition.equals(etag);
    boolean get = request.getMethod().equals(HttpMethod.GET.name());
    return changed || !get
        ? ByteSpan.whole(total)
        : ByteSpan.of(request.getHeader(HttpHeaders.RANGE), total);
  }

  private static void describe(ByteSpan span, HttpServletResponse response) {
    response.setContentType("text/plain; charset=utf-8");
    response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (span.partial()) {
      response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
      response.setHeader(HttpHeaders.CONTENT_RANGE, span.contentRange());
    }
    // Tells a client whether the response is complete, and Tomcat to close it when it is not.
    response.setContentLengthLong(span.length());
  }

  private static void copy(InputStream lines, long length, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long left = length;
    while (left > 0) {
      int read = lines.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw new EOFException("the log ended " + left + " bytes early");
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }
}
