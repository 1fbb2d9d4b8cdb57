package dev.shiplog.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever gets the address of a list sees the same list. */
class ListAddressTest extends ReadingTest {

  @Test
  void aFilteredListIsInItsAddress() {
    Page page = open(state("deployments, many"));
    page.locator("#app").selectOption(String.valueOf(world().shop));
    page.locator("#status").selectOption("success");
    page.locator(".filters button").click();
    page.waitForURL("**/deployments?*");

    assertThat(page.url()).contains("app=" + world().shop, "status=success");
    assertThat(rows(page)).containsExactly("Log of shop #1");
    assertThat(page.locator("#app").inputValue()).isEqualTo(String.valueOf(world().shop));
    assertSameElsewhere(page);
  }

  @Test
  void aPageOfAListIsInItsAddressAndKeepsTheFilter() {
    Page page = open(state("deployments, many"));
    page.locator("#status").selectOption("success");
    page.locator(".filters button").click();
    List<String> first = rows(page);
    page.locator("nav.paging [rel=next]").click();
    page.waitForURL("**page=2");

    assertThat(page.url()).contains("status=success");
    assertThat(page.locator("#status").inputValue()).isEqualTo("success");
    assertThat(rows(page)).isNotEmpty().doesNotContainAnyElementsOf(first);
    assertSameElsewhere(page);
  }

  private void assertSameElsewhere(Page page) {
    Page other = page.context().newPage();
    other.navigate(page.url());

    assertThat(rows(other)).isEqualTo(rows(page));
    assertThat(other.locator("#app").inputValue()).isEqualTo(page.locator("#app").inputValue());
    assertThat(other.locator("#status").inputValue())
        .isEqualTo(page.locator("#status").inputValue());
    other.close();
  }

  private static List<String> rows(Page page) {
    return page.locator("tbody th").allTextContents();
  }
}
