package dev.shiplog.web;

import dev.shiplog.account.Viewer;
import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.Deployments;
import dev.shiplog.raw.RawLogs;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The raw log, to read or to save. */
@Controller
class RawLogPages {

  private final Deployments deployments;
  private final RawLogs logs;

  RawLogPages(Deployments deployments, RawLogs logs) {
    this.deployments = deployments;
    this.logs = logs;
  }

  @GetMapping("/deployments/{id}/log.txt")
  void raw(
      Viewer viewer,
      @PathVariable long id,
      @RequestParam(required = false) @Nullable String download,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Deployment deployment = deployments.get(viewer, id);
    boolean saved = download != null;
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, disposition(deployment, saved));
    logs.send(deployment, 1, Long.MAX_VALUE, !saved, request, response);
  }

  /**
   * A file's name that means nothing to any shell or file system: one of ASCII, and for those who
   * know filename* (RFC 6266) one with the letters of every language.
   */
  private static String disposition(Deployment deployment, boolean download) {
    ContentDisposition.Builder type =
        download ? ContentDisposition.attachment() : ContentDisposition.inline();
    String ascii = fileName(deployment, "[^A-Za-z0-9._-]+");
    String full = fileName(deployment, "[^\\p{L}\\p{M}\\p{N}._-]+");
    String plain = type.filename(ascii).build().toString();
    if (full.equals(ascii)) {
      return plain;
    }
    String both = type.filename(full, StandardCharsets.UTF_8).build().toString();
    return plain + both.substring(both.indexOf("; filename*="));
  }

  private static String fileName(Deployment deployment, String unfit) {
    String name = deployment.appName().replaceAll(unfit, "-").replaceAll("^[.-]+|[.-]+$", "");
    return (name.isEmpty() ? "deployment" : name) + "-" + deployment.number() + ".log";
  }
}
