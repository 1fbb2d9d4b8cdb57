package dev.shiplog.render;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Renders the monitor's status outside of a request, from the template that the page uses too. */
@Component
public class StatusFragments {

  private final ITemplateEngine templates;

  StatusFragments(ITemplateEngine templates) {
    this.templates = templates;
  }

  /** The header, for htmx to swap in. */
  public String header(StatusView view) {
    return swap("deployment", "header", Map.of("status", view));
  }

  /** What turns the live page of a finished deployment into the completed page. */
  public String completed(StatusView view, ErrorSummary errors) {
    return header(view)
        + swap("summary", "errors", Map.of("errors", errors))
        + swapIn("live-controls", "");
  }

  private String swap(String target, String fragment, Map<String, Object> model) {
    return swapIn(
        target,
        templates.process("render/status", Set.of(fragment), new Context(Locale.ENGLISH, model)));
  }

  private static String swapIn(String target, String html) {
    return "<div hx-swap-oob=\"innerHTML:#" + target + "\">" + html + "</div>";
  }
}
