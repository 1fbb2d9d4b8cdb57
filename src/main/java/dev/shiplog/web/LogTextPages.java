package dev.shiplog.web;

import dev.shiplog.account.Viewer;
import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.Deployments;
import dev.shiplog.log.LogSettings;
import dev.shiplog.log.LogSize;
import dev.shiplog.log.LogStore;
import dev.shiplog.problem.InvalidInputException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The raw log, and the way to one of its lines. */
@Controller
class LogTextPages {

  private final Deployments deployments;
  private final LogStore store;
  private final int pageLines;

  LogTextPages(Deployments deployments, LogStore store, LogSettings settings) {
    this.deployments = deployments;
    this.store = store;
    this.pageLines = settings.pageLines();
  }

  @GetMapping("/deployments/{id}/log.txt")
  void raw(
      Viewer viewer,
      @PathVariable long id,
      @RequestParam(required = false) @Nullable String download,
      HttpServletResponse response)
      throws IOException {
    Deployment deployment = deployments.get(viewer, id);
    LogSize size = store.size(id);
    response.setContentType("text/plain;charset=utf-8");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentLengthLong(size.bytes());
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, disposition(deployment, download != null));
    try (InputStream bytes = store.range(id, 0, size.bytes())) {
      bytes.transferTo(response.getOutputStream());
    }
  }

  /** Leads to the page that holds the line. */
  @GetMapping("/deployments/{id}/go")
  String go(Viewer viewer, @PathVariable long id, @RequestParam(defaultValue = "") String line) {
    Deployment deployment = deployments.get(viewer, id);
    long lines = store.size(id).lines();
    long number = number(line, lines);
    LogPages pages =
        deployment.finished()
            ? LogPages.holding(id, lines, pageLines, number)
            : LogPages.page(id, lines, Integer.MAX_VALUE, 1);
    return "redirect:" + pages.address() + "#L" + number;
  }

  private static long number(String typed, long lines) {
    String digits = typed.strip().replace(",", "");
    if (lines == 0) {
      throw new InvalidInputException("line", "the log has no lines yet");
    }
    if (!digits.matches("\\d{1,18}")
        || Long.parseLong(digits) < 1
        || Long.parseLong(digits) > lines) {
      throw new InvalidInputException("line", "enter a line number from 1 to " + lines);
    }
    return Long.parseLong(digits);
  }

  private static String disposition(Deployment deployment, boolean download) {
    String name = deployment.appName().replaceAll("[^A-Za-z0-9._-]+", "-");
    return (download ? ContentDisposition.attachment() : ContentDisposition.inline())
        .filename(name + "-" + deployment.number() + ".log")
        .build()
        .toString();
  }
}
