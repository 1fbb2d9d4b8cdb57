package dev.shiplog.reading;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.WaitUntilState;
import dev.shiplog.support.Browser;
import dev.shiplog.support.BrowserSession;
import dev.shiplog.support.FreshShiplog;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The browsers of the visitors, one tab each, which see one page after the other. */
final class Reading implements AutoCloseable {

  private final String address;
  private final Supplier<NewContextOptions> options;
  private final Map<Visitor, BrowserSession> sessions = new EnumMap<>(Visitor.class);
  private final Map<Visitor, Page> tabs = new EnumMap<>(Visitor.class);
  private final AtomicReference<Response> latest = new AtomicReference<>();

  /**
   * Visitors of the server at the address.
   *
   * @param options how each of their browsers is set up
   */
  Reading(String address, Supplier<NewContextOptions> options) {
    this.address = address;
    this.options = options;
  }

  /** Brings the visitor's tab into the state. */
  Page open(PageState state) {
    Page page = tabs.computeIfAbsent(state.visitor(), this::tab);
    String url = address(state.visitor()) + state.path();
    if (state.growing()) {
      page.navigate(url, new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
      page.locator("#log li").first().waitFor();
      return page;
    }
    page.navigate(url);
    state.then().accept(page);
    page.waitForLoadState();
    return page;
  }

  /**
   * Opens the state, and returns what the server sent; of a page that grows, what it has so far.
   */
  String html(PageState state) {
    Page page = open(state);
    return state.growing() ? page.content() : latest.get().text();
  }

  @Override
  public void close() {
    sessions.values().forEach(BrowserSession::close);
  }

  private Page tab(Visitor visitor) {
    BrowserSession session = Browser.newContext(options.get());
    sessions.put(visitor, session);
    // The console also reports each answer like 404, which some of the states are.
    session.expectProblemsWith("Failed to load resource: the server responded with a status of 4");
    Page page = session.newPage();
    if (visitor != Visitor.NOBODY && visitor != Visitor.FIRST) {
      page.navigate(address + "/login");
      page.locator("#username").fill(World.username(visitor));
      page.locator("#password").fill(World.password());
      page.locator("main button").click();
      page.waitForURL(address + "/");
    }
    page.onResponse(
        response -> {
          if (response.request().isNavigationRequest()) {
            latest.set(response);
          }
        });
    return page;
  }

  private String address(Visitor visitor) {
    return visitor == Visitor.FIRST ? FreshShiplog.address() : address;
  }
}
