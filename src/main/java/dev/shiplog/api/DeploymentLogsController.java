package dev.shiplog.api;

import dev.shiplog.account.Viewer;
import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.Deployments;
import dev.shiplog.log.LogStore;
import dev.shiplog.problem.InvalidInputException;
import dev.shiplog.render.LogRenderers;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Completed deployments with their whole log in one JSON document. */
@RestController
class DeploymentLogsController {

  private static final Pattern NUMBER = Pattern.compile("0*[1-9][0-9]{0,17}");

  private final Deployments deployments;
  private final DeploymentViews views;
  private final LogStore logs;
  private final LogRenderers renderers;
  private final ObjectWriter json;

  DeploymentLogsController(
      Deployments deployments,
      DeploymentViews views,
      LogStore logs,
      LogRenderers renderers,
      JsonMapper json) {
    this.deployments = deployments;
    this.views = views;
    this.logs = logs;
    this.renderers = renderers;
    // A document that broke off must not look complete.
    this.json = json.writer().without(StreamWriteFeature.AUTO_CLOSE_CONTENT);
  }

  /** Streams the document: a log may be larger than the memory that a request should take. */
  @GetMapping("/api/deployments/logs")
  void completed(
      Viewer viewer, @RequestParam(defaultValue = "") String id, HttpServletResponse response)
      throws IOException {
    Deployment deployment = deployments.get(viewer, parsed(id));
    if (!deployment.finished()) {
      throw new InvalidInputException(
          "", "deployment is still in progress, use WebSocket endpoint");
    }
    try (Reader log = log(deployment)) {
      response.setContentType(MediaType.APPLICATION_JSON_VALUE);
      write(deployment, log, response);
    }
  }

  private static long parsed(String id) {
    if (!NUMBER.matcher(id).matches()) {
      throw new InvalidInputException("", "invalid deployment id");
    }
    return Long.parseLong(id);
  }

  /** Replaces what is not UTF-8. */
  private Reader log(Deployment deployment) {
    return new InputStreamReader(
        logs.bytes(deployment.id(), 1, Long.MAX_VALUE), StandardCharsets.UTF_8);
  }

  private void write(Deployment deployment, Reader log, HttpServletResponse response)
      throws IOException {
    // The writer, not the generator, encodes: it knows characters that a buffer's end divides.
    Writer writer = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
    JsonGenerator out = json.createGenerator(writer);
    out.writeStartObject();
    out.writeBooleanProperty("success", true);
    out.writeName("data").writeStartObject();
    out.writePOJOProperty("deployment", views.of(deployment));
    out.writeName("logs").writeString(log, -1);
    renderers.loss(deployment).fields().forEach(out::writeNumberProperty);
    out.writeEndObject();
    out.writeStringProperty("message", "Deployment logs retrieved successfully");
    out.writeStringProperty("error", "");
    out.writeEndObject();
    out.close();
  }
}
