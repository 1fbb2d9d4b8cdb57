package dev.shiplog.scenario;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.shiplog.support.BrowserSession;
import dev.shiplog.support.RequiresChromium;
import dev.shiplog.support.ShiplogTest;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people do works in a Chromium whose JavaScript is switched off. */
@RequiresChromium
class TasksInChromiumWithoutJavaScriptTest extends ShiplogTest {

  private final String name = "n" + UUID.randomUUID();

  private BrowserSession session;
  private Page page;

  @BeforeEach
  void signIn() {
    session = signedIn(ADMIN);
    page = session.newPage();
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void anAppIsAddedToANewProjectDeployedAndDeployedAgain() {
    open("/projects");
    fill("Name", name);
    press("Create project");
    link("Add an app to " + name).click();
    fill("Name", "shop");
    fill("Build command", "echo built");
    press("Save");
    assertThat(page).hasTitle("shop – Shiplog");

    press("Deploy");
    assertThat(page.locator("h1")).hasText("shop #1");
    api().awaitEnd(shownDeployment());
    page.reload();
    assertThat(page).hasTitle("Success: shop #1 – Shiplog");
    assertThat(page.locator("#log li").last()).hasText("built");

    press("Redeploy");
    assertThat(page.locator("h1")).hasText("shop #2");
    api().awaitEnd(shownDeployment());
  }

  @Test
  void aFinishedLogIsSearchedOpenedAtALineAndPrintedInPart() {
    long id = api().deploy(api().createApp("echo need''le; seq 4 300", ""));
    api().awaitEnd(id);
    open("/deployments/" + id);

    fill("Search the log", "needle");
    press("Search");
    assertThat(page).hasTitle(Pattern.compile("1 match for “needle” .*"));
    assertThat(page.locator("mark")).hasText("needle");
    page.locator(".passage h3 a").click();
    assertThat(page.locator("li:target")).hasText("needle");

    fill("Go to line", "203");
    press("Go");
    assertThat(page.locator("li:target")).hasText("203");
    assertThat(page.locator("li:target")).isInViewport();

    link("Print").click();
    fill("From line", "203");
    fill("To line", "205");
    press("Show");
    assertThat(page.locator("#log li")).hasText(new String[] {"203", "204", "205"});
  }

  @Test
  void aRunningDeploymentIsStopped() {
    long id = api().deploy(api().createApp("echo begun; sleep 600", ""));
    api().awaitLog(id, "\nbegun\n");
    open("/deployments/" + id);
    assertThat(page.locator("#status")).hasText("Building");

    press("Stop");
    assertThat(page).hasURL(address() + "/deployments/" + id);
    api().awaitEnd(id);
    page.reload();
    assertThat(page.locator("#status")).hasText("Stopped");
  }

  @Test
  void aTokenIsCreatedAndRevoked() {
    open("/tokens");
    fill("Name", name);
    press("Create token");
    assertThat(page.locator("#secret")).not().isEmpty();

    press("Revoke " + name);
    assertThat(page.locator("h1")).hasText("API tokens");
    assertThat(page.getByText(name)).hasCount(0);
  }

  @Test
  void aUserIsCreatedWhoCanSignIn() {
    open("/users");
    fill("Username", name);
    fill("Password", PASSWORD);
    press("Create user");
    assertThat(page.getByRole(AriaRole.ROWHEADER).getByText(name)).isVisible();

    signedIn(name).close();
  }

  private BrowserSession signedIn(String username) {
    return SignedIn.to(
        address(), username, PASSWORD, new NewContextOptions().setJavaScriptEnabled(false));
  }

  private void open(String path) {
    page.navigate(address() + path);
  }

  private long shownDeployment() {
    return Long.parseLong(page.url().substring((address() + "/deployments/").length()));
  }

  private Locator link(String text) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(text).setExact(true));
  }

  private void fill(String label, String value) {
    page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(value);
  }

  private void press(String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }
}
