package dev.shiplog.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to the API as {@code curl -d} does: its bodies are called forms. */
record ApiClient(HttpClient http, URI address, Map<String, String> headers) {

  private static final JsonMapper JSON = JsonMapper.shared();

  ApiClient with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new ApiClient(http, address, more);
  }

  Answer get(String path) {
    return call("GET", path, "");
  }

  Answer post(String path, String body) {
    return call("POST", path, body);
  }

  Answer put(String path, String body) {
    return call("PUT", path, body);
  }

  Answer delete(String path) {
    return call("DELETE", path, "");
  }

  Answer call(String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path))
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", "application/x-www-form-urlencoded");
    headers.forEach(request::header);
    try {
      return new Answer(http.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  record Answer(HttpResponse<byte[]> response) {

    Answer expect(int status) {
      assertThat(response.statusCode()).as(text()).isEqualTo(status);
      return this;
    }

    /** A failure in the envelope, without data. */
    Answer expectFailure(int status, String message) {
      expect(status);
      assertThat(json().path("success").booleanValue()).isFalse();
      assertThat(json().path("message").stringValue()).isEqualTo(message);
      assertThat(json().path("error").isString()).isTrue();
      assertThat(json().has("data")).isFalse();
      return this;
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    byte[] bytes() {
      return response.body();
    }

    String text() {
      return new String(bytes(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
      return JSON.readTree(bytes());
    }

    JsonNode data() {
      return json().path("data");
    }
  }
}
