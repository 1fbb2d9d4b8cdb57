package dev.shiplog.live;

import dev.shiplog.account.Viewer;
import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.Deployments;
import dev.shiplog.problem.InvalidInputException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The raw log, from line {@code from} on, as one response that stays open until the deployment has
 * ended: {@code curl -N}.
 */
@Controller
class FollowController {

  private final Deployments deployments;
  private final Feeds feeds;
  private final TcpTable connections;

  FollowController(Deployments deployments, Feeds feeds, TcpTable connections) {
    this.deployments = deployments;
    this.feeds = feeds;
    this.connections = connections;
  }

  @GetMapping(path = "/api/deployments/{id}/log", params = "follow=true")
  void follow(
      Viewer viewer,
      @PathVariable long id,
      @RequestParam(defaultValue = "1") long from,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (from < 1) {
      throw new InvalidInputException("from", "from must be 1 or more");
    }
    Deployment deployment = deployments.get(viewer, id);
    response.setContentType("text/plain;charset=utf-8");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-store");
    var channel =
        new ResponseChannel(
            request.startAsync(),
            StandardCharsets.ISO_8859_1,
            ResponseFrame.NONE,
            connections.of(request));
    feeds.open(request.getUserPrincipal(), deployment, LiveFormat.RAW, channel, from - 1);
    channel.open();
  }
}
