package dev.shiplog.live;

import dev.shiplog.deployment.Deployment;
import dev.shiplog.log.LogLine;
import dev.shiplog.log.LogSettings;
import dev.shiplog.render.LogRenderer;
import dev.shiplog.render.LogRenderers;
import dev.shiplog.render.StatusFragments;
import dev.shiplog.render.StatusView;
import dev.shiplog.render.TimeText;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The messages of each format. The JSON events are those of the API's contract. */
@Component
class LiveMessages {

  private final LogRenderers renderers;
  private final StatusFragments fragments;
  private final JsonMapper json;
  private final LogSettings settings;
  private final LiveSettings live;
  private final Clock clock;

  LiveMessages(
      LogRenderers renderers,
      StatusFragments fragments,
      JsonMapper json,
      LogSettings settings,
      LiveSettings live,
      Clock clock) {
    this.renderers = renderers;
    this.fragments = fragments;
    this.json = json;
    this.settings = settings;
    this.live = live;
    this.clock = clock;
  }

  /** A renderer that stands at the line. */
  LogRenderer rendererAt(long id, long line) {
    return renderers.at(id, line);
  }

  List<String> lines(LiveFormat format, List<LogLine> lines, Supplier<LogRenderer> renderer) {
    return switch (format) {
      case HTML -> List.of(renderer.get().fragment(lines));
      case DOCUMENT -> List.of(renderer.get().growth(lines));
      case JSON -> lines.stream().map(this::logEvent).toList();
      case RAW -> List.of(raw(lines));
    };
  }

  List<String> status(LiveFormat format, StatusView view, boolean last) {
    return switch (format) {
      case HTML -> htmlStatus(view, last);
      case DOCUMENT -> documentStatus(view, last);
      case JSON -> List.of(statusEvent(view, last));
      case RAW -> List.of();
    };
  }

  /**
   * What says that the connection lives. The page is also told when it will hear again at the
   * latest. Programs are told nothing that they do not know, and stored bytes stay as they are:
   * there pings must do.
   */
  List<String> beat(LiveFormat format) {
    return switch (format) {
      case HTML -> List.of("<!--beat " + live.beat().toMillis() + "-->");
      case DOCUMENT -> List.of("\n");
      case JSON, RAW -> List.of();
    };
  }

  /** A page is told of the end only after the last line. */
  private List<String> htmlStatus(StatusView view, boolean last) {
    Deployment deployment = view.deployment();
    if (!deployment.finished()) {
      return List.of(fragments.header(view));
    }
    if (!last) {
      return List.of();
    }
    String ending = rendererAfterLast(deployment).ending(deployment);
    return List.of(
        ending
            + fragments.completed(
                view,
                renderers.errors(deployment),
                renderers.shown(deployment),
                deployment.logLines() > settings.pageLines()));
  }

  private List<String> documentStatus(StatusView view, boolean last) {
    Deployment deployment = view.deployment();
    if (!deployment.finished()) {
      return List.of(fragments.note(view));
    }
    return last
        ? List.of(
            rendererAfterLast(deployment).lastGrowth(deployment)
                + fragments.result(view, renderers.loss(deployment)))
        : List.of();
  }

  private LogRenderer rendererAfterLast(Deployment deployment) {
    return rendererAt(deployment.id(), deployment.logLines() + 1);
  }

  private String logEvent(LogLine line) {
    String time = TimeText.rfc3339(line.time());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("line", new String(line.bytes(), StandardCharsets.UTF_8));
    data.put("timestamp", time);
    data.put("number", line.number());
    data.put("stream", line.stream().word());
    return event("log", time, data);
  }

  private String statusEvent(StatusView view, boolean last) {
    Deployment deployment = view.deployment();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("deployment_id", deployment.id());
    data.put("status", deployment.status().word());
    data.put("stage", deployment.stage());
    data.put("progress", deployment.progress());
    data.put("message", view.message());
    if (last) {
      data.put("error_message", deployment.errorMessage().orElse(null));
      data.put(
          "duration", deployment.duration().map(duration -> duration.toSeconds()).orElse(null));
      data.putAll(renderers.loss(deployment).fields());
    }
    return event("status", TimeText.rfc3339(clock.instant()), data);
  }

  private String event(String type, String time, Map<String, Object> data) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("type", type);
    event.put("timestamp", time);
    event.put("data", data);
    return json.writeValueAsString(event);
  }

  private static String raw(List<LogLine> lines) {
    var out = new StringBuilder();
    for (LogLine line : lines) {
      out.append(new String(line.bytes(), StandardCharsets.ISO_8859_1));
    }
    return out.toString();
  }
}
