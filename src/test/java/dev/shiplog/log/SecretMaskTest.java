package dev.shiplog.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretMaskTest {

  @ParameterizedTest
  @CsvSource({
    "hunter22, a hunter22 b, a *** b",
    "hunter22, hunter22hunter22, ******",
    "hunter22, hunter2 hunter222, hunter2 ***2",
    "abcd|cdef, xabcdefx, x***x",
    "pass|password, password pass passw, *** *** ***w",
    "aaaa, aaaaaaaaaaaaa, ***",
    "naïve, so naïve!, so ***!",
    "abc, abc, abc",
    "'  ', a  b, a  b",
    "'  abcd ', xabcdx, x***x",
    "nothing, plain, plain",
  })
  void masksTheSameWhereverTheInputIsCut(String secrets, String input, String masked) {
    SecretMask mask = SecretMask.of(List.of(secrets.split("\\|")));
    byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
    for (int first = 0; first <= bytes.length; first++) {
      for (int second = first; second <= bytes.length; second++) {
        assertThat(mask(mask, bytes, first, second)).isEqualTo(masked);
      }
    }
  }

  @Test
  void masksEachLineOfAValue() {
    SecretMask mask = SecretMask.of(List.of("-----BEGIN\r\n  MIIEow\n\n}\nAB==\n"));
    String input = "-----BEGIN MIIEow } AB==";
    assertThat(mask(mask, input.getBytes(StandardCharsets.UTF_8), 0, 0)).isEqualTo("*** *** } ***");
  }

  @Test
  void aShortValueIsNoSecret() {
    assertThat(SecretMask.of(List.of("", " ", "123", "a\nb")).isEmpty()).isTrue();
    assertThat(SecretMask.of(List.of("1234")).isEmpty()).isFalse();
  }

  @Test
  void nothingIsCarriedOverAnEnd() {
    SecretMask.Stream stream = SecretMask.of(List.of("abcdef")).stream();
    Bytes out = new Bytes();
    for (String part : List.of("abc", "def", "abcdef")) {
      stream.add(part.getBytes(StandardCharsets.UTF_8), 0, part.length(), out);
      stream.end(out);
    }
    assertThat(new String(out.copy(), StandardCharsets.UTF_8)).isEqualTo("abcdef***");
  }

  @Test
  void masksManySecretsInALongText() {
    List<String> secrets = IntStream.range(0, 200).mapToObj(i -> "secret-" + (1000 + i)).toList();
    String input = secrets.stream().map(s -> "x" + s).collect(Collectors.joining());
    byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
    assertThat(mask(SecretMask.of(secrets), bytes, 7, 100)).isEqualTo("x***".repeat(200));
  }

  @Test
  void masksAValueAsItStandsInsideOfJson() {
    SecretMask mask = SecretMask.of(List.of("a\"b\\c<d>&e"));
    assertThat(mask.masked("{\"stream\":\"a\\\"b\\\\c<d>&e\\n\"}"))
        .isEqualTo("{\"stream\":\"***\\n\"}");
    assertThat(mask.masked("{\"stream\":\"a\\\"b\\\\c\\u003cd\\u003e\\u0026e\\n\"}"))
        .isEqualTo("{\"stream\":\"***\\n\"}");
  }

  private static String mask(SecretMask mask, byte[] bytes, int first, int second) {
    SecretMask.Stream stream = mask.stream();
    Bytes out = new Bytes();
    stream.add(bytes, 0, first, out);
    stream.add(Arrays.copyOfRange(bytes, first, second), 0, second - first, out);
    stream.add(bytes, second, bytes.length - second, out);
    stream.end(out);
    return new String(out.copy(), StandardCharsets.UTF_8);
  }
}
