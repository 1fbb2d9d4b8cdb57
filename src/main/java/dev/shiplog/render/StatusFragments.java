package dev.shiplog.render;

import java.util.Locale;
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

  /**
   * The header, and when the deployment has finished also the controls of the completed page, for
   * htmx to swap in.
   */
  public String fragment(StatusView view) {
    var context = new Context(Locale.ENGLISH);
    context.setVariable("status", view);
    String header =
        oob("deployment", templates.process("render/status", Set.of("header"), context));
    if (!view.deployment().finished()) {
      return header;
    }
    return header
        + oob("controls", templates.process("render/status", Set.of("controls"), context));
  }

  private static String oob(String target, String html) {
    return "<div hx-swap-oob=\"innerHTML:#" + target + "\">" + html + "</div>";
  }
}
