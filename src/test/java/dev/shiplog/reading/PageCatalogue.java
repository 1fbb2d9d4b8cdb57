package dev.shiplog.reading;

import static dev.shiplog.reading.Visitor.ADMIN;
import static dev.shiplog.reading.Visitor.FIRST;
import static dev.shiplog.reading.Visitor.NEWCOMER;
import static dev.shiplog.reading.Visitor.NOBODY;
import static dev.shiplog.reading.Visitor.READER;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Every page in every state. A new page, or a new view of one, is added here. */
final class PageCatalogue {

  /** Stands for a word that is a new one each time the state is opened. */
  private static final String NEW = "{new}";

  private final World world;
  private final List<PageState> states = new ArrayList<>();

  private PageCatalogue(World world) {
    this.world = world;
  }

  /**
   * The states of all pages.
   *
   * @param running a deployment that runs for as long as the pages are looked at
   * @param queued one that waits for it
   */
  static List<PageState> of(World world, long running, long queued) {
    var catalogue = new PageCatalogue(world);
    catalogue.signIn();
    catalogue.home();
    catalogue.lists();
    catalogue.apps();
    catalogue.administration();
    catalogue.errors();
    catalogue.finishedMonitor();
    catalogue.liveMonitor(running, queued);
    return List.copyOf(catalogue.states);
  }

  private void signIn() {
    add(NOBODY, "sign-in", "Sign in", "/login");
    add(NOBODY, "sign-in, signed out", "Sign in", "/login?signedOut");
    add(
        NOBODY,
        "sign-in, failed",
        "Error: Sign in",
        "/login",
        // A new name each time: guesses at one are slowed down.
        submit("/login", Map.of("username", "no-" + NEW, "password", "wrong one")));
    add(FIRST, "set-up", "Set up", "/setup");
    add(
        FIRST,
        "set-up, wrong code",
        "Error: Set up",
        "/setup",
        submit("/setup", Map.of("code", "WRONG", "username", "boss", "password", "long password")));
  }

  private void home() {
    add(NEWCOMER, "dashboard, empty", "Dashboard", "/");
    add(READER, "dashboard, many", "Dashboard", "/");
  }

  private void lists() {
    add(NEWCOMER, "deployments, none", "Deployments", "/deployments");
    add(READER, "deployments, many", "Deployments", "/deployments");
    add(READER, "deployments, second page", "Deployments", "/deployments?page=2");
    add(READER, "deployments, one", "Deployments", "/deployments?app=" + world.shop);
    add(READER, "deployments, no hits", "Deployments", "/deployments?app=" + world.fresh);
    add(NEWCOMER, "projects, none", "Projects", "/projects");
    add(READER, "projects, many", "Projects", "/projects");
    add(
        READER,
        "projects, failed form",
        "Error: Projects",
        "/projects",
        submit("/projects", Map.of("name", "   ")));
    add(READER, "project", "Storefront", "/projects/" + world.project);
    add(READER, "project, empty", "Empty", "/projects/" + world.emptyProject);
    add(
        READER,
        "project, impossible member",
        "Error: Storefront",
        "/projects/" + world.project,
        submit("/projects/" + world.project + "/members", Map.of("username", "no body")));
    add(
        READER,
        "project, offered",
        "Empty",
        "/projects/" + world.emptyProject,
        submit("/projects/" + world.emptyProject + "/owner", Map.of("username", World.MEMBER)));
    add(
        READER,
        "project, failed handing over",
        "Error: Storefront",
        "/projects/" + world.project,
        submit("/projects/" + world.project + "/owner", Map.of("username", "no body")));
    add(
        READER,
        "project, failed renaming",
        "Error: Storefront",
        "/projects/" + world.project,
        submit("/projects/" + world.project, Map.of("name", "   ")));
  }

  private void apps() {
    String fetched = "/apps/" + world.fetched;
    add(NEWCOMER, "new app, first", "Add an app", "/apps/new");
    add(READER, "new app", "Add an app", "/apps/new");
    add(
        READER,
        "new app, failed",
        "Error: Add an app",
        "/apps/new",
        submit(
            "/apps/new",
            Map.of("name", "shop 2", "repository", "file:///etc", "secrets", "TOKEN=secret")));
    add(READER, "app, never deployed", "fresh", "/apps/" + world.fresh);
    add(READER, "app, deployed", "shop", "/apps/" + world.shop);
    add(READER, "app, deployed often", "service-1", "/apps/" + world.often);
    add(READER, "app with a repository", "fetched", fetched);
    add(
        READER,
        "app, failed deploying",
        "Error: fetched",
        fetched,
        submit(fetched + "/deployments", Map.of("commit", "--upload-pack=x")));
    add(READER, "app, editing", "Edit fetched", fetched + "/edit");
    add(
        READER,
        "app, failed editing",
        "Error: Edit fetched",
        fetched + "/edit",
        submit(fetched + "/edit", Map.of("timeoutSeconds", "soon")));
    add(READER, "app, deleting", "Delete fetched", fetched + "/delete");
  }

  private void administration() {
    add(READER, "account", "Your account", "/account");
    add(
        READER,
        "account, weak password",
        "Error: Your account",
        "/account",
        submit(
            "/account/password", Map.of("current", World.password(), "password", "password123")));
    add(ADMIN, "users", "Users", "/users");
    add(
        ADMIN,
        "users, failed form",
        "Error: Users",
        "/users",
        submit("/users", Map.of("username", World.READER, "password", "long password")));
    add(
        ADMIN,
        "users, failed change",
        "Error: Users",
        "/users",
        submit("/users/" + World.MEMBER, Map.of("password", "short")));
    add(
        ADMIN,
        "users, new password",
        "Users",
        "/users",
        submit("/users/" + World.MEMBER, Map.of("password", World.password())));
    add(NEWCOMER, "tokens, none", "API tokens", "/tokens");
    add(READER, "tokens", "API tokens", "/tokens");
    add(
        READER,
        "tokens, new one shown",
        "API tokens",
        "/tokens",
        submit("/tokens", Map.of("name", "CI server " + NEW)));
    add(
        READER,
        "tokens, failed form",
        "Error: API tokens",
        "/tokens",
        submit("/tokens", Map.of("name", "   ")));
    add(READER, "sign-out", "Sign out", "/logout");
  }

  private void errors() {
    add(READER, "page that is not there", "Not found", "/apps/999999999");
    add(READER, "address that leads nowhere", "Page not found", "/nowhere");
    add(NEWCOMER, "page for others", "Not allowed", "/users");
  }

  private void finishedMonitor() {
    monitor("success", "Success: shop #1", world.success);
    monitor("failed", "Failed: cart #1", world.failed);
    monitor("stopped", "Stopped: search #1", world.stopped);
    monitor("empty log", "Success: silent #1", world.empty);
    monitor("coloured log", "Success: colours #1", world.coloured);
    monitor("long log", "Success: long #1", world.longLog);
    monitor("steps and errors", "Failed: steps #1", world.steps);
    monitor("wrapped lines", "Success: wrapped #1", world.wrapped);
    String longLog = "/deployments/" + world.longLog;
    add(READER, "monitor, second page", "Success: long #1", longLog + "?page=2");
    add(READER, "monitor, long log on one page", "Success: long #1", longLog + "?view=all");
    String steps = "/deployments/" + world.steps;
    add(READER, "monitor, marked lines", "Failed: steps #1", steps + "?page=1#L3-L5");
    add(READER, "monitor, whole", "Failed: steps #1", steps + "?view=all");
    add(READER, "monitor, print", "Failed: steps #1", steps + "?view=print");
    add(READER, "monitor, print a range", "Failed: steps #1", steps + "?view=print&from=3&to=9");
    add(READER, "search, hits", "3 matches for “error”", steps + "?q=error");
    add(READER, "search, no hits", "No matches for “absent”", steps + "?q=absent");
    add(READER, "search, bad pattern", "Error: ", steps + "?q=%28&regex=true");
    add(READER, "print, bad range", "Error: ", steps + "?view=print&from=9&to=3");
    add(READER, "go to line, out of range", "Error: ", steps + "/go?line=99999");
  }

  private void liveMonitor(long running, long queued) {
    monitor("running", "Building: ", running);
    monitor("queued", "Pending: ", queued);
    add(READER, "follow", "Live log: ", "/deployments/" + running + "/follow");
  }

  private void monitor(String name, String title, long deployment) {
    add(READER, "monitor, " + name, title, "/deployments/" + deployment);
  }

  private void add(Visitor visitor, String name, String title, String path) {
    states.add(new PageState(visitor, name, title, path));
  }

  private void add(Visitor visitor, String name, String title, String path, Consumer<Page> then) {
    states.add(new PageState(visitor, name, title, path, then));
  }

  /** Fills in the form with this action and sends it, past the browser's own checks. */
  private static Consumer<Page> submit(String action, Map<String, String> values) {
    String form = "form[action='" + action + "']";
    return page -> {
      page.locator("details").evaluateAll("all => all.forEach(one => { one.open = true; })");
      values.forEach(
          (field, value) ->
              page.locator(form + " [name='" + field + "']")
                  .last()
                  .fill(value.replace(NEW, UUID.randomUUID().toString())));
      page.locator(form).evaluate("form => { form.noValidate = true; }");
      page.locator(form + " button:not([name]):not([aria-hidden])").last().click();
    };
  }
}
