package dev.shiplog.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.support.ShiplogTest;
import dev.shiplog.support.WireClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** What a stranger gets from the samples' repositories after a build has written into them. */
class SampleFilesTest extends ShiplogTest {

  private static final String OBJECT = "objects/ab/" + "c".repeat(38);

  @Autowired
  @Value("${shiplog.data-dir}")
  private Path data;

  private final HttpClient stranger = HttpClient.newHttpClient();

  @BeforeEach
  void addSamples() {
    new WireClient(address(), ADMIN, PASSWORD).post("/", "/samples");
  }

  @AfterEach
  void removeWhatWasPlanted() throws IOException {
    plant(OBJECT);
  }

  @Test
  void gitGetsEachFileOfItAndABrowserOpensNone() throws Exception {
    Path repository = data.resolve("samples/shop.git");
    try (Stream<Path> files =
        Stream.concat(
            Stream.of(repository.resolve("HEAD"), repository.resolve("info/refs")),
            Files.walk(repository.resolve("objects")).filter(Files::isRegularFile))) {
      for (Path file : files.toList()) {
        HttpResponse<byte[]> answer = get("shop.git/" + repository.relativize(file));
        assertThat(answer.statusCode()).as(file.toString()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(Files.readAllBytes(file));
        assertHarmless(answer);
      }
    }
  }

  @Test
  void aPageAndAScriptThatABuildPutThereAreNotServed() throws Exception {
    for (String name : new String[] {"shop.git/x.html", "shop.git/x.js", "x.html"}) {
      Files.writeString(data.resolve("samples/" + name), "<script src=x.js></script>");
      assertThat(get(name).statusCode()).as(name).isEqualTo(404);
    }
    plant(OBJECT);
    Files.writeString(data.resolve("samples/shop.git/" + OBJECT), "<script>alert(1)</script>");
    assertHarmless(get("shop.git/" + OBJECT));
  }

  @Test
  void noLinkLeadsOutOfIt() throws Exception {
    Path outside = Files.writeString(data.resolve("outside.txt"), "outside");
    Files.createSymbolicLink(plant(OBJECT), outside);
    assertThat(get("shop.git/" + OBJECT).statusCode()).isEqualTo(404);
    Files.createLink(plant(OBJECT), outside);
    assertThat(get("shop.git/" + OBJECT).statusCode()).isEqualTo(404);

    Path elsewhere = Files.createDirectories(data.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("d".repeat(38)), "outside");
    Path link = data.resolve("samples/shop.git/objects/cd");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, elsewhere);
    assertThat(get("shop.git/objects/cd/" + "d".repeat(38)).statusCode()).isEqualTo(404);
    Files.delete(link);
  }

  @Test
  void whereTheDataLiesIsNotSaid() throws Exception {
    for (String name : new String[] {"config", "packed-refs", "description", "hooks/", ""}) {
      assertThat(get("shop.git/" + name).statusCode()).as(name).isEqualTo(404);
    }
    assertThat(data.resolve("samples/shop.git/config")).content().doesNotContain(data.toString());
  }

  /** A place for a file with a name as git gives to its objects. */
  private Path plant(String name) throws IOException {
    Path file = data.resolve("samples/shop.git/" + name);
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    return file;
  }

  private static void assertHarmless(HttpResponse<byte[]> answer) {
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    assertThat(answer.headers().allValues("Content-Security-Policy")).containsExactly("sandbox");
    assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
  }

  private HttpResponse<byte[]> get(String name) throws IOException, InterruptedException {
    return stranger.send(
        HttpRequest.newBuilder(URI.create(address() + "/samples/" + name)).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }
}
