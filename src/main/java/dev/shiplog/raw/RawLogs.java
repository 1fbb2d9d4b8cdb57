package dev.shiplog.raw;

import dev.shiplog.delivery.Gzip;
import dev.shiplog.delivery.PartCache;
import dev.shiplog.deployment.Deployment;
import dev.shiplog.log.LogStore;
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
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.ServletWebRequest;

/** Sends logs as the bytes that are stored; of a running deployment the lines so far. */
@Component
public class RawLogs {

  private static final int BUFFER_BYTES = 1 << 16;

  private final LogStore logs;
  private final PartCache cache;

  RawLogs(LogStore logs, PartCache cache) {
    this.logs = logs;
    this.cache = cache;
  }

  /**
   * Answers a GET or HEAD with the lines from..to, 1-based and inclusive, as text. A Range is one
   * of their bytes. A finished log has a strong ETag, with which conditions are answered (RFC
   * 9110), and is compressed for clients that take gzip and want all of it. Headers that the caller
   * has set stay, also on 304.
   *
   * @param compressible false for what is saved to a file: such a download can show how far it is,
   *     and go on where it was cut
   * @throws org.springframework.web.ErrorResponseException 416, the Range starts behind the end
   */
  public void send(
      Deployment deployment,
      long from,
      long to,
      boolean compressible,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    var lines = new Lines(deployment.id(), from, to, length(deployment.id(), from, to));
    if (!deployment.finished()) {
      sendBytes(lines, span(request, null, lines.bytes()), request, response);
      return;
    }
    String content = content(deployment, lines);
    boolean gzip =
        compressible && Gzip.acceptedBy(request) && request.getHeader(HttpHeaders.RANGE) == null;
    response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    if (new ServletWebRequest(request, response).checkNotModified(Gzip.etag(content, gzip))) {
      return;
    }
    if (gzip) {
      sendGzip(lines, request, response);
    } else {
      ByteSpan span = span(request, Gzip.etag(content, false), lines.bytes());
      sendBytes(lines, span, request, response);
    }
  }

  private void sendGzip(Lines wanted, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    describe(response);
    response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    if (wantsBody(request)) {
      cache.writeGzip("", wanted, out -> transfer(wanted, out), "", response.getOutputStream());
    }
  }

  private void transfer(Lines wanted, OutputStream out) throws IOException {
    try (InputStream lines = open(wanted)) {
      lines.transferTo(out);
    }
  }

  private void sendBytes(
      Lines wanted, ByteSpan span, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try (InputStream lines = open(wanted)) {
      lines.skipNBytes(span.start());
      describe(response);
      describe(span, response);
      if (wantsBody(request)) {
        copy(lines, span.length(), response.getOutputStream());
      }
    }
  }

  private InputStream open(Lines wanted) {
    return logs.bytes(wanted.deployment(), wanted.from(), wanted.to());
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

  /** Names what a finished log holds, which never changes. */
  private static String content(Deployment deployment, Lines lines) {
    long finished = deployment.finishedAt().orElse(deployment.createdAt()).toEpochMilli();
    return deployment.id() + "-" + finished + "-" + lines.bytes();
  }

  private static ByteSpan span(HttpServletRequest request, @Nullable String etag, long total) {
    String condition = request.getHeader(HttpHeaders.IF_RANGE);
    boolean changed = condition != null && !condition.equals(etag);
    boolean get = request.getMethod().equals(HttpMethod.GET.name());
    return changed || !get
        ? ByteSpan.whole(total)
        : ByteSpan.of(request.getHeader(HttpHeaders.RANGE), total);
  }

  private static boolean wantsBody(HttpServletRequest request) {
    return !request.getMethod().equals(HttpMethod.HEAD.name());
  }

  private static void describe(HttpServletResponse response) {
    response.setContentType("text/plain; charset=utf-8");
    response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
    response.setHeader("X-Content-Type-Options", "nosniff");
  }

  private static void describe(ByteSpan span, HttpServletResponse response) {
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

  /** Lines of a log, and how many bytes they are; of a finished log the same for ever. */
  private record Lines(long deployment, long from, long to, long bytes) {}
}
