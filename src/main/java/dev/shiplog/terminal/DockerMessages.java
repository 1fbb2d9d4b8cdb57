package dev.shiplog.terminal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;

/**
 * Reads the Docker engine's JSON stream, one message per line, as the text that the docker command
 * would show: the progress of a layer stays on the row where the layer first showed, until a status
 * of no layer's progress comes between. A line that is not exactly such a message is not touched;
 * {@code {"status":"up"}} alone is one only among other messages, because many programs print the
 * like.
 *
 * @see <a href="https://docs.docker.com/reference/api/engine/">Docker Engine API, image build</a>
 */
final class DockerMessages {
  /** The row of a message that shows nothing. */
  static final long NOWHERE = 0;

  /**
   * What to show for a line.
   *
   * @param text may hold control sequences and line feeds
   * @param row the number of the line whose row shows it: this line, an earlier one, or {@link
   *     #NOWHERE}
   */
  record Message(String text, long row) {}

  private record Layer(String status, long row) {}

  private static final Set<String> NAMES =
      Set.of(
          "stream",
          "status",
          "id",
          "progress",
          "progressDetail",
          "error",
          "errorDetail",
          "aux",
          "from",
          "time",
          "timeNano");

  /** Layers whose progress is followed at the same time. */
  private static final int MOST_LAYERS = 256;

  private static final Pattern SGR = Pattern.compile("\u001b\\[[0-9;]*m");

  private final Map<String, Layer> layers = new LinkedHashMap<>();
  private boolean streaming;
  private boolean lineOpen;

  DockerMessages copy() {
    DockerMessages copy = new DockerMessages();
    copy.layers.putAll(layers);
    copy.streaming = streaming;
    copy.lineOpen = lineOpen;
    return copy;
  }

  /**
   * The message in a line; empty, and the end of the stream, when the line is something else.
   *
   * @param number of the line
   * @param onScreen whether the row of the line with a number can be redrawn
   */
  Optional<Message> read(String line, long number, LongPredicate onScreen) {
    Optional<Message> message =
        JsonObjects.parse(line, NAMES).flatMap(members -> message(members, number, onScreen));
    if (message.isPresent()) {
      streaming = true;
    } else {
      end();
    }
    return message;
  }

  /** Says that a line came that is no message. */
  void end() {
    if (streaming) {
      streaming = false;
      lineOpen = false;
      layers.clear();
    }
  }

  private Optional<Message> message(
      Map<String, Object> members, long number, LongPredicate onScreen) {
    if (members.get("stream") instanceof String stream) {
      return Optional.of(stream(stream, number));
    }
    if (members.get("error") instanceof String error) {
      return Optional.of(whole(error, number));
    }
    if (members.get("errorDetail") instanceof Map<?, ?> detail
        && detail.get("message") instanceof String error) {
      return Optional.of(whole(error, number));
    }
    if (members.get("status") instanceof String status) {
      return status(status, members, number, onScreen);
    }
    if (members.get("aux") instanceof Map<?, ?> aux && aux.get("ID") instanceof String id) {
      return Optional.of(whole(id, number));
    }
    return Optional.empty();
  }

  private Message stream(String text, long number) {
    boolean endsEarlierLine = lineOpen && text.equals("\n");
    String last = text.substring(text.lastIndexOf('\n') + 1);
    lineOpen = !SGR.matcher(last).replaceAll("").isEmpty();
    return new Message(text, endsEarlierLine ? NOWHERE : number);
  }

  private Optional<Message> status(
      String status, Map<String, Object> members, long number, LongPredicate onScreen) {
    String id = members.get("id") instanceof String layer ? layer : "";
    String text = id.isEmpty() ? status : id + ": " + status;
    if (!members.containsKey("progressDetail") && !members.containsKey("progress")) {
      if (!streaming && !members.containsKey("id")) {
        return Optional.empty();
      }
      layers.clear();
      return Optional.of(whole(text, number));
    }
    lineOpen = false;
    String progress = members.get("progress") instanceof String bar ? " " + bar : "";
    return Optional.of(new Message(text + progress, row(id, status, number, onScreen)));
  }

  /** Where a layer shows its progress; remembers it. */
  private long row(String id, String status, long number, LongPredicate onScreen) {
    Layer layer = layers.get(id);
    if (layer == null && layers.size() == MOST_LAYERS) {
      return number;
    }
    if (layer == null || !onScreen.test(layer.row) && !status.equals(layer.status)) {
      layers.put(id, new Layer(status, number));
      return number;
    }
    layers.put(id, new Layer(status, layer.row));
    return onScreen.test(layer.row) ? layer.row : NOWHERE;
  }

  private Message whole(String text, long number) {
    lineOpen = false;
    return new Message(text, number);
  }
}
