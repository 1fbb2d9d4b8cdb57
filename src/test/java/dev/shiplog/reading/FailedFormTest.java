package dev.shiplog.reading;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A form that comes back says why, where, and keeps what was typed. */
class FailedFormTest extends ReadingTest {

  @ParameterizedTest
  @MethodSource("failedStates")
  void startsAtASummaryThatLeadsToTheField(PageState state) {
    Page page = open(state);

    assertThat(page.title()).as("%s", state).startsWith("Error: ");
    assertThat(page.locator("#errors")).isFocused();
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
    assertThat(page.evaluate("() => document.activeElement.getAttribute('aria-invalid')"))
        .as("%s: where the link leads", state)
        .isEqualTo("true");
  }

  @ParameterizedTest
  @MethodSource("failedStates")
  void saysAtTheFieldWhatIsWrongWithIt(PageState state) {
    Page page = open(state);
    Locator field = page.locator("[aria-invalid=true]");
    assertThat(field.count()).as("%s", state).isEqualTo(1);

    String message = page.locator("#errors a").textContent();
    assertThat(message).as("%s", state).isNotBlank();
    List<String> described = List.of(field.getAttribute("aria-describedby").split(" "));
    assertThat(page.locator("#" + described.get(0)).textContent())
        .as("%s", state)
        .isEqualTo(message);
    assertThat(described)
        .as("%s", state)
        .allSatisfy(id -> assertThat(page.locator("#" + id).count()).isEqualTo(1));
  }

  @ParameterizedTest
  @MethodSource("failedStates")
  void handsNoPasswordBack(PageState state) {
    Page page = open(state);

    assertThat(page.locator("[type=password], [name=secrets]").all())
        .as("%s", state)
        .allSatisfy(secret -> assertThat(secret.inputValue()).isEmpty());
  }

  @Test
  void keepsWhatWasTyped() {
    Map<String, Map<String, String>> typed =
        Map.of(
            "set-up, wrong code",
            Map.of("code", "WRONG", "username", "boss"),
            "new app, failed",
            Map.of("name", "shop 2", "repository", "file:///etc"),
            "app, failed editing",
            Map.of("name", "fetched", "timeoutSeconds", "soon", "branch", "main"),
            "app, failed deploying",
            Map.of("commit", "--upload-pack=x"),
            "project, impossible member",
            Map.of("username", "no body", "name", "Storefront"),
            "users, failed form",
            Map.of("username", World.READER),
            "users, failed change",
            Map.of("username", ""));

    typed.forEach(
        (name, fields) -> {
          Page page = open(state(name));
          fields.forEach(
              (field, value) ->
                  assertThat(page.locator("#" + field).inputValue())
                      .as("%s: %s", name, field)
                      .isEqualTo(value));
        });
  }
}
