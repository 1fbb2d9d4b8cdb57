package dev.shiplog.support;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.jsoup.Jsoup;

/** Somebody who is signed in to the pages, seen from the wire: headers and bytes as they come. */
public final class WireClient {

  private final HttpClient client =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private final String address;

  /** Signs in through the form. */
  public WireClient(String address, String username, String password) {
    this.address = address;
    post("/login", "/login", "username", username, "password", password);
  }

  /** Gets a page; headers are names and values in turn. */
  public HttpResponse<byte[]> get(String path, String... headers) {
    return send(request(path, headers).build());
  }

  /** Gets a page and keeps nothing of it; returns the status. */
  public int discard(String path, String... headers) {
    return send(request(path, headers).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  /** Asks what a get would tell of the page. */
  public HttpResponse<byte[]> head(String path, String... headers) {
    return send(request(path, headers).method("HEAD", HttpRequest.BodyPublishers.noBody()).build());
  }

  /** Sends the form of a page; fields are names and values in turn. */
  public HttpResponse<byte[]> post(String page, String action, String... fields) {
    String token = Jsoup.parse(text(get(page))).select("[name=_csrf]").first().attr("value");
    StringBuilder body = new StringBuilder("_csrf=").append(encoded(token));
    for (int i = 0; i < fields.length; i += 2) {
      body.append('&').append(fields[i]).append('=').append(encoded(fields[i + 1]));
    }
    return send(
        HttpRequest.newBuilder(URI.create(address + action))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build());
  }

  /** The text of a response, whether it came compressed or not. */
  public static String text(HttpResponse<byte[]> response) {
    return new String(bytes(response), StandardCharsets.UTF_8);
  }

  /** The bytes of a response, whether it came compressed or not. */
  public static byte[] bytes(HttpResponse<byte[]> response) {
    boolean gzip = response.headers().firstValue("Content-Encoding").orElse("").equals("gzip");
    try (var in = new ByteArrayInputStream(response.body())) {
      return gzip ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
    return headers.length > 0 ? request.headers(headers) : request;
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    return send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return client.send(request, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
