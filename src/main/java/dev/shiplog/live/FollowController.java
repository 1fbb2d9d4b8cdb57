package dev.shiplog.live;

import dev.shiplog.account.Viewer;
import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.Deployments;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The raw log as one response that stays open until the deployment has ended: {@code curl -N}. */
@Controller
class FollowController {

  private final Deployments deployments;
  private final Feeds feeds;

  FollowController(Deployments deployments, Feeds feeds) {
    this.deployments = deployments;
    this.feeds = feeds;
  }

  @GetMapping(path = "/api/deployments/{id}/log", params = "follow=true")
  void follow(
      Viewer viewer,
      @PathVariable long id,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Deployment deployment = deployments.get(viewer, id);
    response.setContentType("text/plain;charset=utf-8");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-store");
    var channel =
        new ResponseChannel(request.startAsync(), StandardCharsets.ISO_8859_1, ResponseFrame.NONE);
    LiveViewer follower = feeds.open(deployment, LiveFormat.RAW, channel, 0);
    channel.open(() -> feeds.closed(id, follower));
  }
}
