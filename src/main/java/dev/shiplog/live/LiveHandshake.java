package dev.shiplog.live;

import dev.shiplog.account.Viewer;
import dev.shiplog.account.Viewers;
import dev.shiplog.deployment.Deployments;
import dev.shiplog.problem.ForbiddenException;
import dev.shiplog.problem.InvalidInputException;
import dev.shiplog.problem.NotFoundException;
import dev.shiplog.site.PublicAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.server.HandshakeInterceptor;

/**
 * Decides before the upgrade who may open a socket, and from where. Its refusals are exceptions,
 * translated as for any request.
 */
@Component
class LiveHandshake implements HandshakeInterceptor {

  /** Session attribute: the deployment as it was seen at the handshake. */
  static final String DEPLOYMENT = "deployment";

  /** Session attribute: the last line the viewer has. */
  static final String AFTER = "after";

  private static final Pattern PAGE = Pattern.compile("/deployments/(\\d{1,18})/stream");

  private static final String VERSION = "13";

  private final Deployments deployments;
  private final Viewers viewers;
  private final PublicAddress site;

  LiveHandshake(Deployments deployments, Viewers viewers, PublicAddress site) {
    this.deployments = deployments;
    this.viewers = viewers;
    this.site = site;
  }

  @Override
  public boolean beforeHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      Map<String, Object> attributes) {
    HttpServletRequest servletRequest = ((ServletServerHttpRequest) request).getServletRequest();
    try {
      admit(servletRequest, attributes);
      return true;
    } catch (RuntimeException e) {
      if (!isPage(servletRequest)) {
        throw e; // The API answers with its envelope, as to any request.
      }
      response.setStatusCode(refusal(e));
      return false;
    }
  }

  @Override
  public void afterHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      @Nullable Exception exception) {
    // Nothing to do: the handler takes over.
  }

  private void admit(HttpServletRequest request, Map<String, Object> attributes) {
    Viewer viewer = viewer();
    requireWebSocket(request);
    requireOrigin(request);
    attributes.put(DEPLOYMENT, deployments.get(viewer, id(request)));
    attributes.put(AFTER, after(request));
  }

  /** Spring would answer the same without a word, and without the API's envelope. */
  private static void requireWebSocket(HttpServletRequest request) {
    if (!request.getMethod().equals("GET")) {
      var problem = new ErrorResponseException(HttpStatus.METHOD_NOT_ALLOWED);
      problem.getHeaders().set(HttpHeaders.ALLOW, "GET");
      throw problem;
    }
    boolean upgrade = "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
    if (!upgrade
        || !VERSION.equals(request.getHeader(WebSocketHttpHeaders.SEC_WEBSOCKET_VERSION))) {
      var problem = new ErrorResponseException(HttpStatus.UPGRADE_REQUIRED);
      problem.getHeaders().set(HttpHeaders.UPGRADE, "websocket");
      problem.getHeaders().set(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
      problem.getHeaders().set(WebSocketHttpHeaders.SEC_WEBSOCKET_VERSION, VERSION);
      throw problem;
    }
    if (request.getHeader(WebSocketHttpHeaders.SEC_WEBSOCKET_KEY) == null) {
      throw new InvalidInputException("", "The Sec-WebSocket-Key header is missing.");
    }
  }

  private static boolean isPage(HttpServletRequest request) {
    return PAGE.matcher(request.getServletPath()).matches();
  }

  private static HttpStatus refusal(RuntimeException e) {
    if (e instanceof NotFoundException) {
      return HttpStatus.NOT_FOUND;
    } else if (e instanceof ForbiddenException) {
      return HttpStatus.FORBIDDEN;
    } else if (e instanceof InvalidInputException) {
      return HttpStatus.BAD_REQUEST;
    } else if (e instanceof AuthenticationException) {
      return HttpStatus.UNAUTHORIZED;
    } else if (e instanceof ErrorResponseException problem) {
      return HttpStatus.valueOf(problem.getStatusCode().value());
    }
    throw e;
  }

  private Viewer viewer() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return viewers
        .current(authentication)
        .orElseThrow(
            () -> new AuthenticationCredentialsNotFoundException("Authentication required"));
  }

  /**
   * A browser sends cookies along from any site, so with a cookie the origin must be ours; it
   * cannot be forged by a page.
   */
  private void requireOrigin(HttpServletRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    boolean byCookie = viewers.isBySession(SecurityContextHolder.getContext().getAuthentication());
    boolean allowed = origin == null ? !byCookie : site.isOwn(origin, request);
    if (!allowed) {
      throw new ForbiddenException("this origin may not open a socket here");
    }
  }

  private static long id(HttpServletRequest request) {
    Matcher page = PAGE.matcher(request.getServletPath());
    String id = page.matches() ? page.group(1) : request.getParameter("id");
    if (id == null || !id.matches("[1-9]\\d{0,17}")) {
      throw new InvalidInputException("id", "invalid deployment id");
    }
    return Long.parseLong(id);
  }

  private static Long after(HttpServletRequest request) {
    String after = request.getParameter("after");
    if (after == null) {
      return 0L;
    }
    if (!after.matches("\\d{1,18}")) {
      throw new InvalidInputException("after", "after must be a line number, 0 or more");
    }
    return Long.parseLong(after);
  }
}
