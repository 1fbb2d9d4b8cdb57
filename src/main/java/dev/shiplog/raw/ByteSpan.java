package dev.shiplog.raw;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/**
 * The part of a document that a request wants (RFC 9110, section 14).
 *
 * @param start offset of the first byte
 * @param length bytes wanted, from 0
 * @param total bytes of the whole document
 * @param partial whether the request named a range that can be served
 */
record ByteSpan(long start, long length, long total, boolean partial) {

  static ByteSpan whole(long total) {
    return new ByteSpan(0, total, total, false);
  }

  /**
   * The span for a Range header. What is not a single range of bytes is answered with the whole, as
   * the RFC allows.
   *
   * @throws ErrorResponseException 416, the range starts behind the end
   */
  static ByteSpan of(@Nullable String header, long total) {
    List<HttpRange> ranges = parsed(header);
    if (ranges.size() != 1) {
      return whole(total);
    }
    long start = ranges.get(0).getRangeStart(total);
    long end = ranges.get(0).getRangeEnd(total);
    if (start >= total) {
      throw unsatisfiable(total);
    }
    return new ByteSpan(start, end - start + 1, total, true);
  }

  /** The value of Content-Range. */
  String contentRange() {
    return "bytes " + start + "-" + (start + length - 1) + "/" + total;
  }

  private static List<HttpRange> parsed(@Nullable String header) {
    try {
      return HttpRange.parseRanges(header);
    } catch (IllegalArgumentException malformed) {
      return List.of();
    }
  }

  private static ErrorResponseException unsatisfiable(long total) {
    ErrorResponseException problem =
        new ErrorResponseException(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE);
    problem.getHeaders().set(HttpHeaders.CONTENT_RANGE, "bytes */" + total);
    problem.getHeaders().set(HttpHeaders.ACCEPT_RANGES, "bytes");
    return problem;
  }
}
