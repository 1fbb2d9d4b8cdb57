package dev.shiplog.reading;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import dev.shiplog.support.Gate;
import dev.shiplog.support.RequiresChromium;
import dev.shiplog.support.ShiplogTest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.TestPropertySource;

/** Opens the pages of the catalogue in Chromium. */
@RequiresChromium
@TestPropertySource(properties = "shiplog.log.page-lines=1000")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ReadingTest extends ShiplogTest {

  private final Map<PageState, String> sources = new HashMap<>();

  private World world;
  private Gate gate;
  private List<PageState> states;
  private Reading reading;

  @BeforeAll
  void openTheWorld(@TempDir Path directory) {
    world = World.on(address(), api());
    gate = new Gate(directory);
    String name = "running-" + getClass().getSimpleName();
    long running = world.deployment(name, "echo begun; " + gate.waitFor());
    long queued = world.reader.deploy(world.appOf(running));
    world.reader.awaitLog(running, "\nbegun\n");
    states = PageCatalogue.of(world, running, queued);
    reading = reading();
  }

  @AfterAll
  void closeTheWorld() {
    gate.open();
    reading.close();
  }

  /** Every page in every state. */
  List<PageState> states() {
    return states;
  }

  /** Those in which a form came back. */
  List<PageState> failedStates() {
    return states.stream().filter(PageState::failed).toList();
  }

  /** The state with this name. */
  PageState state(String name) {
    return states.stream().filter(state -> state.name().equals(name)).findFirst().orElseThrow();
  }

  /** Brings the state up, in a window of the usual size. */
  Page open(PageState state) {
    return reading.open(state);
  }

  /**
   * Brings the state up where scripts never arrive. They are empty instead of switched off, so that
   * a test's own still run.
   */
  Page openWithoutScripts(PageState state) {
    Page page = open(state);
    page.route("**/*.js", route -> route.fulfill(new FulfillOptions().setBody("")));
    page.reload();
    page.unroute("**/*.js");
    return page;
  }

  /** What the server sends for the state, asked for once. */
  String html(PageState state) {
    return sources.computeIfAbsent(state, reading::html);
  }

  /** How the browsers are set up. */
  NewContextOptions options() {
    return new NewContextOptions().setViewportSize(1280, 800);
  }

  /** The visitors' browsers. */
  Reading reading() {
    return new Reading(address(), this::options);
  }

  World world() {
    return world;
  }
}
