package dev.shiplog.api;

import dev.shiplog.account.Viewer;
import dev.shiplog.deployment.Deployments;
import dev.shiplog.problem.InvalidInputException;
import dev.shiplog.raw.RawLogs;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The log as the bytes that are stored; of a running deployment the lines so far. */
@RestController
class LogFilesController {

  private static final String LAST_LINE = "" + Long.MAX_VALUE;

  private final Deployments deployments;
  private final RawLogs logs;

  LogFilesController(Deployments deployments, RawLogs logs) {
    this.deployments = deployments;
    this.logs = logs;
  }

  /** Sends the lines from..to, both inclusive; a Range is one of their bytes. */
  @GetMapping(path = "/api/deployments/{id}/log", params = "follow!=true")
  void read(
      Viewer viewer,
      @PathVariable long id,
      @RequestParam(defaultValue = "1") long from,
      @RequestParam(defaultValue = LAST_LINE) long to,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    requireOrder(from, to);
    logs.send(deployments.get(viewer, id), from, to, true, request, response);
  }

  private static void requireOrder(long from, long to) {
    if (from < 1) {
      throw new InvalidInputException("from", "from must be 1 or more");
    }
    if (to < from) {
      throw new InvalidInputException("to", "to must not be less than from");
    }
  }
}
