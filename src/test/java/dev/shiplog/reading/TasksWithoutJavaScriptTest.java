package dev.shiplog.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.support.HtmlUnitHtmx;
import dev.shiplog.support.ShiplogTest;
import java.io.IOException;
import java.util.UUID;
import org.htmlunit.WebClient;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.htmlunit.html.HtmlTextArea;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people do with their projects, apps and accounts works in a browser without JavaScript. */
class TasksWithoutJavaScriptTest extends ShiplogTest {

  private final String name = "n" + UUID.randomUUID();

  private WebClient client;
  private HtmlPage page;

  @BeforeEach
  void signIn() throws IOException {
    client = HtmlUnitHtmx.withoutJavaScript();
    signIn(ADMIN, PASSWORD);
  }

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void anAppIsAddedEditedDeployedAndDeletedWithItsProject() throws IOException {
    open("/projects");
    fill("name", name);
    press("Create project");
    assertThat(page.getTitleText()).isEqualTo(name + " – Shiplog");

    page = page.getAnchorByText("Add an app to " + name).click();
    HtmlSelect project = page.getHtmlElementById("project");
    assertThat(project.getSelectedOptions().get(0).getText()).isEqualTo(name);
    fill("name", "shop");
    press("Fill in the commands for a Dockerfile app");
    assertThat(area("buildCommand").getText()).startsWith("docker build");
    area("buildCommand").setText("echo built");
    area("deployCommand").setText("echo up");
    press("Save");
    assertThat(page.getTitleText()).isEqualTo("shop – Shiplog");
    String app = page.getUrl().getPath();

    page = page.getAnchorByText("Edit shop").click();
    fill("name", "store");
    press("Save");
    assertThat(page.getTitleText()).isEqualTo("store – Shiplog");

    press("Deploy");
    String deployment = page.getUrl().getPath();
    assertThat(deployment).startsWith("/deployments/");
    api().awaitEnd(Long.parseLong(deployment.substring("/deployments/".length())));
    open(deployment);
    assertThat(page.getTitleText()).startsWith("Success: store #1");

    open(app + "/edit");
    page = page.getAnchorByText("Delete store").click();
    press("Delete store");
    assertThat(page.getUrl().getPath()).isEqualTo("/");
    open(app);
    assertThat(page.getWebResponse().getStatusCode()).isEqualTo(404);
  }

  @Test
  void aMemberSeesTheProjectUntilRemovedAndItsOwnerRenamesAndDeletesIt() throws IOException {
    createUser("User");
    open("/projects");
    fill("name", "Shared " + name);
    press("Create project");
    String project = page.getUrl().getPath();
    fill("username", name);
    press("Add member");
    assertThat(statusFor(name, project)).isEqualTo(200);

    open(project);
    press("Remove " + name);
    assertThat(statusFor(name, project)).isEqualTo(404);

    open(project);
    fill("name", "Renamed " + name);
    press("Rename");
    assertThat(page.getTitleText()).isEqualTo("Renamed " + name + " – Shiplog");
    press("Delete Renamed " + name);
    assertThat(page.asNormalizedText()).doesNotContain(name);
  }

  @Test
  void aUserIsCreatedPromotedAndDeleted() throws IOException {
    createUser("User");
    HtmlSelect role = page.getHtmlElementById("role-" + name);
    role.setSelectedAttribute("ADMIN", true);
    page = role.getEnclosingForm().<HtmlButton>querySelector("button").click();
    role = page.getHtmlElementById("role-" + name);
    assertThat(role.getSelectedOptions().get(0).getText()).isEqualTo("Administrator");

    press("Delete " + name);
    assertThat(page.asNormalizedText()).contains("New user").doesNotContain(name);
  }

  @Test
  void aTokenIsShownOnceAndRevoked() throws IOException {
    open("/tokens");
    fill("name", name);
    press("Create token");
    assertThat(page.getElementById("secret").getTextContent()).isNotBlank();

    open("/tokens");
    assertThat(page.getElementById("secret")).isNull();
    page = page.<HtmlElement>querySelector("[aria-label='Revoke " + name + "']").click();
    assertThat(page.asNormalizedText()).doesNotContain(name);
  }

  @Test
  void signingOutEndsWhatMaySeeThePages() throws IOException {
    press("Sign out");
    assertThat(page.asNormalizedText()).contains("You are signed out.");

    open("/projects");
    assertThat(page.getUrl().getPath()).isEqualTo("/login");
  }

  private void createUser(String role) throws IOException {
    open("/users");
    fill("username", name);
    fill("password", PASSWORD);
    HtmlSelect roles = page.getHtmlElementById("role");
    roles.setSelectedAttribute(roles.getOptionByText(role), true);
    press("Create user");
    assertThat(page.getTitleText()).isEqualTo("Users – Shiplog");
  }

  /** What somebody else gets at the path. */
  private int statusFor(String username, String path) throws IOException {
    WebClient own = client;
    HtmlPage ownPage = page;
    try (WebClient theirs = HtmlUnitHtmx.withoutJavaScript()) {
      client = theirs;
      signIn(username, PASSWORD);
      open(path);
      return page.getWebResponse().getStatusCode();
    } finally {
      client = own;
      page = ownPage;
    }
  }

  private void signIn(String username, String password) throws IOException {
    open("/login");
    fill("username", username);
    fill("password", password);
    press("Sign in");
    assertThat(page.getUrl().getPath()).isEqualTo("/");
  }

  private void open(String path) throws IOException {
    page = client.getPage(address() + path);
  }

  private void fill(String id, String value) {
    page.<HtmlInput>getHtmlElementById(id).setValue(value);
  }

  private HtmlTextArea area(String id) {
    return page.getHtmlElementById(id);
  }

  private void press(String button) throws IOException {
    page =
        page.querySelectorAll("button:not([aria-hidden])").stream()
            .map(HtmlButton.class::cast)
            .filter(one -> one.getTextContent().strip().equals(button))
            .findFirst()
            .orElseThrow()
            .click();
  }
}
