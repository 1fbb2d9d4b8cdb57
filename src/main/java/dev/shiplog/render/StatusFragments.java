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

  /**
   * What turns the live page of a finished deployment into the completed page.
   *
   * @param shown how many lines the page must have now
   * @param paged whether the finished log is shown in pages unless its reader asks for the whole,
   *     which is what the live page has become
   */
  public String completed(StatusView view, ErrorSummary errors, long shown, boolean paged) {
    return swap("tally", "tally", Map.of("status", view, "shown", shown, "paged", paged))
        + header(view)
        + swap("summary", "errors", Map.of("errors", errors))
        + swapIn("live-controls", "");
  }

  /** The status in a sentence, between the lines of a response that only grows. */
  public String note(StatusView view) {
    return DocumentWriter.between(process("note", Map.of("status", view)));
  }

  /** The end of a response that only grows: the result, and the way to the finished page. */
  public String result(StatusView view, LogLoss loss) {
    return process("result", Map.of("status", view, "loss", loss));
  }

  /** The end of a response that grew until the server went away. */
  public String cut(long deploymentId) {
    return process("cut", Map.of("id", deploymentId));
  }

  private String swap(String target, String fragment, Map<String, Object> model) {
    return swapIn(target, process(fragment, model));
  }

  private String process(String fragment, Map<String, Object> model) {
    return templates.process("render/status", Set.of(fragment), new Context(Locale.ENGLISH, model));
  }

  private static String swapIn(String target, String html) {
    return "<div hx-swap-oob=\"innerHTML:#" + target + "\">" + html + "</div>";
  }
}
