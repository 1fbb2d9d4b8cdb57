package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;

/** A log whose file was damaged behind the server's back is served as far as it goes. */
class LostLogTest extends PageReader {

  @Value("${shiplog.data-dir}")
  private Path data;

  @Test
  void aMissingLogIsSaid() throws IOException {
    long id = finished("seq 1 10; exit 3");
    Files.delete(file(id, ".log"));
    Files.delete(file(id, ".idx"));

    for (String view : new String[] {"", "?view=all", "?view=print"}) {
      HtmlPage page = page("/deployments/" + id + view);
      assertThat(status(page)).as(view).isEqualTo(200);
      assertThat(Monitor.text(page, "#lost"))
          .startsWith("Of this log’s 13 lines the server has only 0: ");
      assertThat(Monitor.lineIds(page)).isEmpty();
    }
  }

  @Test
  void aLogThatWasCutIsShownAsFarAsItGoes() throws IOException {
    long id = finished("seq 1 10; exit 3");
    byte[] log = Files.readAllBytes(file(id, ".log"));
    Files.write(file(id, ".log"), Arrays.copyOf(log, log.length / 2));
    Files.delete(file(id, ".idx"));

    HtmlPage page = page("/deployments/" + id);

    assertThat(status(page)).isEqualTo(200);
    assertThat(Monitor.text(page, "#lost")).contains(" lines the server has only 2: ");
    assertThat(Monitor.lineIds(page)).isEqualTo(Monitor.idsTo(2));
  }

  @Test
  void aWholeLogIsNot() throws IOException {
    assertThat(Monitor.has(page("/deployments/" + finished("seq 1 10")), "#lost")).isFalse();
  }

  private Path file(long id, String kind) {
    return data.resolve("logs").resolve(id + kind);
  }
}
