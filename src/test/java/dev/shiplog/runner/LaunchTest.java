package dev.shiplog.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchTest {

  @TempDir private Path directory;

  @Test
  void bringsUnicodeThroughAServerWithoutALocale() throws Exception {
    Map<String, String> environment =
        Map.of("NAME", "Zoë \\n 100% 🚢\n\n", "PLAIN", "a\\tb", "n", "1");
    Command command =
        new Command(
            List.of("printf", "<%s>", "é\\n%s\n", "", "-n", "$HOME `id` 'x' \"y\""),
            directory,
            environment);
    assertThat(run(command)).isEqualTo("<é\\n%s\n><><-n><$HOME `id` 'x' \"y\">");
    Command print = new Command(List.of("printenv", "NAME", "PLAIN"), directory, environment);
    assertThat(run(print)).isEqualTo("Zoë \\n 100% 🚢\n\n\na\\tb\n");
  }

  @Test
  void changesNothingWhereAllIsAscii() {
    Command command = new Command(List.of("echo", "a\\b"), directory, Map.of("A", "1"));
    assertThat(Launch.escaped(command))
        .isEqualTo(new Launch(command.argv(), command.environment()));
  }

  private static String run(Command command) throws InterruptedException {
    Launch launch = Launch.escaped(command);
    assertThat(String.join("", launch.argv())).matches("\\p{ASCII}*");
    assertThat(String.join("", launch.environment().values())).matches("\\p{ASCII}*");
    Recording output = new Recording();
    new RunProcesses("launch-test", Duration.ofSeconds(1))
        .start(new Command(launch.argv(), command.directory(), launch.environment()), output)
        .await(Duration.ofSeconds(30));
    return output.text();
  }
}
