package dev.shiplog.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Replaces secrets by {@code ***}.
 *
 * <p>A value of several lines is masked line by line, each without the blanks around it, because
 * that is how it shows in a log. Lines and values of less than {@value #SHORTEST} characters are
 * not masked: they are found everywhere by chance, so that masking would spoil the log and tell
 * where they are. Where secrets overlap, all they cover is masked. A value is also masked as it
 * stands inside of JSON, of which docker's messages are read.
 */
public final class SecretMask {

  /** Characters below which a value is no secret. */
  static final int SHORTEST = 4;

  static final SecretMask NONE = new SecretMask(List.of());

  private static final byte[] STARS = "***".getBytes(StandardCharsets.US_ASCII);

  private final byte[][][] byFirst = new byte[256][][];
  private final int longest;

  private SecretMask(List<byte[]> secrets) {
    longest = secrets.stream().mapToInt(secret -> secret.length).max().orElse(0);
    for (byte[] secret : secrets) {
      int first = secret[0] & 0xFF;
      byte[][] others = byFirst[first] == null ? new byte[0][] : byFirst[first];
      byFirst[first] = Arrays.copyOf(others, others.length + 1);
      byFirst[first][others.length] = secret;
    }
  }

  /** Masks each of these values. */
  public static SecretMask of(Collection<String> values) {
    List<byte[]> secrets =
        values.stream()
            .flatMap(value -> Arrays.stream(value.split("[\r\n]+")))
            .map(String::strip)
            .filter(line -> line.codePointCount(0, line.length()) >= SHORTEST)
            .flatMap(line -> forms(line).stream())
            .distinct()
            .map(line -> line.getBytes(StandardCharsets.UTF_8))
            .sorted(Comparator.comparingInt((byte[] secret) -> secret.length).reversed())
            .toList();
    return secrets.isEmpty() ? NONE : new SecretMask(secrets);
  }

  /** The text as a log would hold it. */
  public String masked(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Bytes out = new Bytes();
    Stream whole = stream();
    whole.add(bytes, 0, bytes.length, out);
    whole.end(out);
    return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
  }

  /** As it is, and as JSON encoders write it: Go's, which docker uses, escapes HTML's too. */
  private static List<String> forms(String line) {
    String json = line.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t");
    String html = json.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e");
    return List.of(line, json, html);
  }

  boolean isEmpty() {
    return longest == 0;
  }

  /** A new stream of bytes to mask, which has its own memory of what came last. */
  Stream stream() {
    return new Stream();
  }

  /** The bytes of one stream on their way through the mask. */
  final class Stream {

    private final Bytes held = new Bytes();
    private int covered;

    /** Passes bytes on, but for the last ones, with which a secret may begin. */
    void add(byte[] bytes, int offset, int length, Bytes out) {
      if (isEmpty()) {
        out.add(bytes, offset, length);
        return;
      }
      held.add(bytes, offset, length);
      pass(held.length() - longest + 1, out);
    }

    /** Passes on what is held: no secret goes on after this. */
    void end(Bytes out) {
      pass(held.length(), out);
      held.clear();
      covered = 0;
    }

    private void pass(int count, Bytes out) {
      if (count <= 0) {
        return;
      }
      byte[] bytes = held.array();
      for (int i = 0; i < count; i++) {
        int match = byFirst[bytes[i] & 0xFF] == null ? 0 : matchAt(i);
        if (covered == 0 && match == 0) {
          out.add(bytes[i]);
          continue;
        }
        if (covered == 0) {
          out.add(STARS);
        }
        covered = Math.max(covered, match) - 1;
      }
      held.drop(count);
    }

    private int matchAt(int start) {
      byte[] bytes = held.array();
      for (byte[] secret : byFirst[bytes[start] & 0xFF]) {
        int end = start + secret.length;
        if (end <= held.length() && Arrays.equals(bytes, start, end, secret, 0, secret.length)) {
          return secret.length;
        }
      }
      return 0;
    }
  }
}
