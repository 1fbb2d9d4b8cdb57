package dev.shiplog.api;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.beans.PropertyMatches;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Refuses a field that looks like another name of one that the request knows, where ignoring it
 * would do something else than what was asked for: {@code {"comit": "v1"}} must not deploy the head
 * of the branch. Other unknown fields, and those without a value, do no harm.
 */
final class MisspeltFields extends DeserializationProblemHandler {

  private static final Pattern SNAKE = Pattern.compile("[_-]([a-z])");
  private static final int SHORTEST_ABBREVIATION = 3;
  private static final int SHORTEST_SLIP = 4;
  private static final int LONG = 8;

  @Override
  public boolean handleUnknownProperty(
      DeserializationContext context,
      JsonParser parser,
      ValueDeserializer<?> deserializer,
      Object beanOrClass,
      String name) {
    Class<?> type = beanOrClass instanceof Class<?> known ? known : beanOrClass.getClass();
    if (type.isRecord() && parser.currentToken() != JsonToken.VALUE_NULL) {
      Optional<String> meant = meant(type, name);
      if (meant.isPresent()) {
        throw UnrecognizedPropertyException.from(parser, type, name, List.of(meant.get()));
      }
    }
    return false;
  }

  private static Optional<String> meant(Class<?> request, String written) {
    String name =
        SNAKE.matcher(written).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    return Arrays.stream(request.getRecordComponents())
        .map(component -> component.getName())
        .filter(known -> isSameOrShorter(name, known) || haveSameLetters(name, known))
        .findFirst()
        .or(() -> closest(request, name));
  }

  private static boolean isSameOrShorter(String name, String known) {
    return name.equalsIgnoreCase(known)
        || (name.length() >= SHORTEST_ABBREVIATION
            && known.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT)));
  }

  private static boolean haveSameLetters(String name, String known) {
    return name.length() >= SHORTEST_SLIP && sorted(name).equals(sorted(known));
  }

  private static List<Integer> sorted(String name) {
    return name.toLowerCase(Locale.ROOT).chars().sorted().boxed().toList();
  }

  private static Optional<String> closest(Class<?> request, String name) {
    int slips = name.length() >= LONG ? 2 : 1;
    return name.length() < SHORTEST_SLIP
        ? Optional.empty()
        : Stream.of(PropertyMatches.forField(name, request, slips).getPossibleMatches())
            .findFirst();
  }
}
