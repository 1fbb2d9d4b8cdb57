package dev.shiplog.terminal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the Docker engine's JSON stream, one message per line, as the text that the docker command
 * would show. A line that is not exactly such a message is not touched; {@code {"status":"up"}}
 * alone is one only among other messages, because many programs print the like.
 *
 * @see <a href="https://docs.docker.com/reference/api/engine/">Docker Engine API, image build</a>
 */
final class DockerMessages {
  /** What to show for a line; may hold control sequences and line feeds. */
  record Message(String text, boolean folded) {}

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

  private final Map<String, String> statusOfLayer = new LinkedHashMap<>();
  private boolean streaming;
  private boolean lineOpen;

  DockerMessages copy() {
    DockerMessages copy = new DockerMessages();
    copy.statusOfLayer.putAll(statusOfLayer);
    copy.streaming = streaming;
    copy.lineOpen = lineOpen;
    return copy;
  }

  /** The message in a line; empty, and the end of the stream, when the line is something else. */
  Optional<Message> read(String line) {
    Optional<Message> message = JsonObjects.parse(line, NAMES).flatMap(this::message);
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
      statusOfLayer.clear();
    }
  }

  private Optional<Message> message(Map<String, Object> members) {
    if (members.get("stream") instanceof String stream) {
      return Optional.of(stream(stream));
    }
    if (members.get("error") instanceof String error) {
      return Optional.of(whole(error));
    }
    if (members.get("errorDetail") instanceof Map<?, ?> detail
        && detail.get("message") instanceof String error) {
      return Optional.of(whole(error));
    }
    if (members.get("status") instanceof String status) {
      return status(status, members);
    }
    if (members.get("aux") instanceof Map<?, ?> aux && aux.get("ID") instanceof String id) {
      return Optional.of(whole(id));
    }
    return Optional.empty();
  }

  private Message stream(String text) {
    boolean endsEarlierLine = lineOpen && text.equals("\n");
    String last = text.substring(text.lastIndexOf('\n') + 1);
    lineOpen = !SGR.matcher(last).replaceAll("").isEmpty();
    return new Message(text, endsEarlierLine);
  }

  private Optional<Message> status(String status, Map<String, Object> members) {
    boolean known = members.containsKey("id") || members.containsKey("progressDetail");
    if (!known && !members.containsKey("progress") && !streaming) {
      return Optional.empty();
    }
    String id = members.get("id") instanceof String layer ? layer : "";
    String progress = members.get("progress") instanceof String bar ? bar : "";
    boolean moving =
        !progress.isEmpty()
            || members.get("progressDetail") instanceof Map<?, ?> detail && !detail.isEmpty();
    String text = id.isEmpty() ? status : id + ": " + status;
    boolean repeated = status.equals(remember(id, status));
    lineOpen = false;
    String shown = progress.isEmpty() ? text : text + " " + progress;
    return Optional.of(new Message(shown, moving && repeated));
  }

  private String remember(String layer, String status) {
    String before = statusOfLayer.getOrDefault(layer, "");
    if (statusOfLayer.size() < MOST_LAYERS || statusOfLayer.containsKey(layer)) {
      statusOfLayer.put(layer, status);
    }
    return before;
  }

  private Message whole(String text) {
    lineOpen = false;
    return new Message(text, false);
  }
}
