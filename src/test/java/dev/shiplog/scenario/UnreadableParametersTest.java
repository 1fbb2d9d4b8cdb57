package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.support.ShiplogTest;
import dev.shiplog.support.WireClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Parameters that are no UTF-8 are the sender's mistake, at every address of the site. */
class UnreadableParametersTest extends ShiplogTest {

  private static final List<String> QUERIES =
      List.of("q=%ff", "id=%C3%28", "page=1&x=%ff", "follow=true&from=%ff", "a%80b=1");

  private final HttpClient client = HttpClient.newHttpClient();

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping mappings;

  @Test
  void noAddressFailsOnThem() throws Exception {
    String authorization = api().withToken().authorization();
    WireClient pages = new WireClient(address(), ADMIN, PASSWORD);
    List<String> failures = new ArrayList<>();
    for (String path : paths()) {
      for (String query : QUERIES) {
        String address = path + "?" + query;
        int status = status(request(address).header("Authorization", authorization).GET());
        int ofPage = pages.get(address).statusCode();
        int ofStranger = status(request(address).GET());
        int ofForm = status(request(path).POST(BodyPublishers.ofString(query)));
        if (Math.max(Math.max(status, ofPage), Math.max(ofStranger, ofForm)) >= 500) {
          failures.add(address);
        }
      }
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void theApiSaysSoInItsEnvelope() {
    HttpResponse<String> answer = api().send("GET", "/api/deployments?status=%ff", "");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("\"success\":false")
        .contains("Send them as encoded UTF-8 text.");
  }

  @Test
  void aPageSaysSoAsAPage() {
    WireClient pages = new WireClient(address(), ADMIN, PASSWORD);
    HttpResponse<byte[]> answer = pages.get("/deployments?status=%ff");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(WireClient.text(answer)).contains("The request could not be understood.");
  }

  private Set<String> paths() {
    Set<String> paths = new TreeSet<>();
    mappings
        .getHandlerMethods()
        .keySet()
        .forEach(
            mapping ->
                mapping
                    .getPatternValues()
                    .forEach(pattern -> paths.add(pattern.replaceAll("\\{[^}]*}", "1"))));
    paths.remove("/error"); // Says 500 to whoever asks for it by name.
    return paths;
  }

  private int status(HttpRequest.Builder request) throws Exception {
    HttpRequest sent = request.header("Content-Type", "application/x-www-form-urlencoded").build();
    return client.send(sent, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address() + path));
  }
}
