package dev.shiplog.reading;

import com.microsoft.playwright.Page;
import java.util.function.Consumer;

/**
 * A page in one of its states.
 *
 * @param name what a failed test calls it
 * @param title the start of its title
 * @param path where it is, from the server's root
 * @param then what the visitor does there to bring it into the state
 */
record PageState(Visitor visitor, String name, String title, String path, Consumer<Page> then) {

  PageState(Visitor visitor, String name, String title, String path) {
    this(visitor, name, title, path, page -> {});
  }

  /** Whether the page goes on to arrive for as long as its deployment runs. */
  boolean growing() {
    return path.endsWith("/follow");
  }

  /** Whether a form came back because something in it is wrong. */
  boolean failed() {
    return title.startsWith("Error: ");
  }

  @Override
  public String toString() {
    return name;
  }
}
