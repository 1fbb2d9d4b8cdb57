package dev.shiplog.terminal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one JSON object (RFC 8259) as far as a Docker message needs it: strings and objects are
 * kept, other values only checked. Strict: a repeated or unexpected name, bad syntax or anything
 * after the object means that it is not one.
 */
final class JsonObjects {
  /** Stands for a number, array, boolean or null. */
  static final Object OTHER = new Object();

  private static final int DEEPEST = 16;

  /** Not worth a stack trace: ordinary lines that look like JSON end here. */
  private static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;
    private static final Malformed INSTANCE = new Malformed();

    private Malformed() {
      super("not a JSON object", null, false, false);
    }
  }

  private final String json;
  private int at;

  private JsonObjects(String json) {
    this.json = json;
  }

  /** The members of an object whose names are all among those given; empty for anything else. */
  static Optional<Map<String, Object>> parse(String json, Set<String> names) {
    JsonObjects reader = new JsonObjects(json);
    try {
      Map<String, Object> members = reader.object(names, 0);
      expect(reader.at == json.length());
      return Optional.of(members);
    } catch (Malformed notOne) {
      return Optional.empty();
    }
  }

  private Map<String, Object> object(Set<String> names, int depth) throws Malformed {
    expect(depth < DEEPEST);
    expect('{');
    Map<String, Object> members = new LinkedHashMap<>();
    skipSpace();
    if (take('}')) {
      return members;
    }
    do {
      skipSpace();
      String name = string();
      expect(names.isEmpty() || names.contains(name));
      skipSpace();
      expect(':');
      expect(members.put(name, value(depth + 1)) == null);
      skipSpace();
    } while (take(','));
    expect('}');
    return members;
  }

  private Object value(int depth) throws Malformed {
    skipSpace();
    switch (peek()) {
      case '"':
        return string();
      case '{':
        return object(Set.of(), depth);
      case '[':
        array(depth);
        return OTHER;
      default:
        literal();
        return OTHER;
    }
  }

  private void array(int depth) throws Malformed {
    expect(depth < DEEPEST);
    expect('[');
    skipSpace();
    if (take(']')) {
      return;
    }
    do {
      value(depth + 1);
      skipSpace();
    } while (take(','));
    expect(']');
  }

  private void literal() throws Malformed {
    for (String word : new String[] {"true", "false", "null"}) {
      if (json.startsWith(word, at)) {
        at += word.length();
        return;
      }
    }
    number();
  }

  private void number() throws Malformed {
    take('-');
    if (!take('0')) {
      digits();
    }
    if (take('.')) {
      digits();
    }
    if (take('e') || take('E')) {
      if (!take('+')) {
        take('-');
      }
      digits();
    }
  }

  private void digits() throws Malformed {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    expect(at > start);
  }

  private String string() throws Malformed {
    expect('"');
    StringBuilder text = new StringBuilder();
    while (!take('"')) {
      char c = next();
      expect(c >= ' ');
      text.append(c == '\\' ? escaped(next()) : c);
    }
    return text.toString();
  }

  private char escaped(char c) throws Malformed {
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hexadecimal();
      default -> throw Malformed.INSTANCE;
    };
  }

  private char hexadecimal() throws Malformed {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      char c = next();
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      expect(digit >= 0);
      value = value << 4 | digit;
    }
    return (char) value;
  }

  private void skipSpace() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\r' || peek() == '\n') {
      at++;
    }
  }

  /** The next character, NUL at the end. */
  private char peek() {
    return at < json.length() ? json.charAt(at) : '\0';
  }

  private char next() throws Malformed {
    expect(at < json.length());
    return json.charAt(at++);
  }

  private boolean take(char c) {
    boolean there = at < json.length() && json.charAt(at) == c;
    if (there) {
      at++;
    }
    return there;
  }

  private void expect(char c) throws Malformed {
    expect(take(c));
  }

  private static void expect(boolean condition) throws Malformed {
    if (!condition) {
      throw Malformed.INSTANCE;
    }
  }
}
