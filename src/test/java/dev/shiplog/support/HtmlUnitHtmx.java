package dev.shiplog.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.htmlunit.BrowserVersion;
import org.htmlunit.HttpHeader;
import org.htmlunit.Page;
import org.htmlunit.SilentCssErrorHandler;
import org.htmlunit.WebClient;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.WebResponseData;
import org.htmlunit.util.NameValuePair;
import org.htmlunit.util.WebConnectionWrapper;
import org.htmlunit.websocket.JettyWebSocketAdapter.JettyWebSocketAdapterFactory;
import org.htmlunit.websocket.WebSocketListener;

/**
 * HtmlUnit browsers that can run htmx 2.0.10. HtmlUnit's JavaScript engine cannot parse three
 * spread expressions in it, so wherever a page loads htmx it is given the readable file from the
 * webjar with those rewritten. Socket messages arrive on another thread: wait for what they change.
 */
public final class HtmlUnitHtmx {

  private static final Pattern HTMX_PATH = Pattern.compile(".*/htmx(\\.min)?(-[0-9a-f]+)?\\.js");
  private static final String WEBJAR = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.js";

  private static final Map<String, String> REWRITTEN =
      Map.of(
          "result.push(...toArray(rootNode.querySelectorAll(standardSelector)))",
          "result.push.apply(result, toArray(rootNode.querySelectorAll(standardSelector)))",
          "result.push(...findAttributeTargets(eltToInheritFrom, attrName))",
          "result.push.apply(result, findAttributeTargets(eltToInheritFrom, attrName))",
          "[...pantry.children]",
          "Array.from(pantry.children)");

  private HtmlUnitHtmx() {}

  /**
   * A browser with JavaScript and WebSockets. An error in a script fails the request; an answer
   * like 404 does not. The caller closes it.
   */
  public static WebClient withJavaScript() {
    WebClient client = client(true);
    client.getOptions().setWebSocketEnabled(true);
    client.getOptions().setThrowExceptionOnScriptError(true);
    client.setWebConnection(new ReadableHtmx(client));
    client.setWebSocketAdapter(
        (owner, listener) ->
            new JettyWebSocketAdapterFactory()
                .buildWebSocketAdapter(
                    owner, new InTurn(owner.getCurrentWindow().getEnclosedPage(), listener)));
    return client;
  }

  /** A browser whose JavaScript is switched off. The caller closes it. */
  public static WebClient withoutJavaScript() {
    return client(false);
  }

  private static WebClient client(boolean javaScript) {
    WebClient client = new WebClient(BrowserVersion.CHROME);
    client.getOptions().setJavaScriptEnabled(javaScript);
    client.getOptions().setThrowExceptionOnFailingStatusCode(false);
    client.setCssErrorHandler(new SilentCssErrorHandler()); // It does not know page margin boxes.
    return client;
  }

  private static byte[] rewrittenHtmx() {
    try (InputStream webjar = HtmlUnitHtmx.class.getResourceAsStream(WEBJAR)) {
      if (webjar == null) {
        throw new IllegalStateException("there is no " + WEBJAR + " on the class path");
      }
      String script = new String(webjar.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, String> rewrite : REWRITTEN.entrySet()) {
        if (!script.contains(rewrite.getKey())) {
          throw new IllegalStateException("htmx no longer contains " + rewrite.getKey());
        }
        script = script.replace(rewrite.getKey(), rewrite.getValue());
      }
      return script.getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Keeps what happens on a socket from a script that runs: in a browser the script that opens a
   * socket always has its listeners in place before the first message. HtmlUnit's scripts hold the
   * lock of their page.
   */
  private record InTurn(Page page, WebSocketListener listener) implements WebSocketListener {

    @Override
    public void onWebSocketConnecting() {
      inTurn(listener::onWebSocketConnecting);
    }

    @Override
    public void onWebSocketOpen() {
      inTurn(listener::onWebSocketOpen);
    }

    @Override
    public void onWebSocketClose(int statusCode, String reason) {
      inTurn(() -> listener.onWebSocketClose(statusCode, reason));
    }

    @Override
    public void onWebSocketText(String message) {
      inTurn(() -> listener.onWebSocketText(message));
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload) {
      inTurn(() -> listener.onWebSocketBinary(payload));
    }

    @Override
    public void onWebSocketConnectError(Throwable cause) {
      inTurn(() -> listener.onWebSocketConnectError(cause));
    }

    @Override
    public void onWebSocketError(Throwable cause) {
      inTurn(() -> listener.onWebSocketError(cause));
    }

    private void inTurn(Runnable event) {
      synchronized (page) {
        event.run();
      }
    }
  }

  private static final class ReadableHtmx extends WebConnectionWrapper {

    ReadableHtmx(WebClient client) {
      super(client);
    }

    @Override
    public WebResponse getResponse(WebRequest request) throws IOException {
      WebResponse response = super.getResponse(request);
      if (response.getStatusCode() != 200
          || !HTMX_PATH.matcher(request.getUrl().getPath()).matches()) {
        return response;
      }
      List<NameValuePair> headers =
          List.of(new NameValuePair(HttpHeader.CONTENT_TYPE, "text/javascript;charset=UTF-8"));
      return new WebResponse(
          new WebResponseData(rewrittenHtmx(), 200, "OK", headers),
          request,
          response.getLoadTime());
    }
  }
}
