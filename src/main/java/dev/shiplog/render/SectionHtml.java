package dev.shiplog.render;

import org.springframework.web.util.HtmlUtils;

/** The elements of sections and chunks. */
final class SectionHtml {

  private SectionHtml() {}

  static void open(Section section, String title, Section.Result result, StringBuilder out) {
    String heading = heading(section);
    // hx-disable keeps htmx from walking every line of a long log.
    out.append("<details class=\"").append(section.kind() == Section.Kind.STAGE ? "stage" : "step");
    out.append("\" id=\"").append(section.id()).append("\" hx-disable=\"\" open=\"\"><summary>");
    out.append('<').append(heading).append('>').append(escaped(title));
    out.append("</").append(heading).append("> <span class=\"result\" id=\"");
    out.append(resultId(section)).append("\">");
    result(result, out);
    out.append("</span></summary>");
  }

  /** For a response that only grows: how the section goes cannot be said in its heading. */
  static void openGrowing(Section section, StringBuilder out) {
    String heading = heading(section);
    out.append("<details class=\"").append(section.kind() == Section.Kind.STAGE ? "stage" : "step");
    out.append("\" id=\"").append(section.id()).append("\" open=\"\"><summary>");
    out.append('<').append(heading).append('>').append(escaped(section.title()));
    out.append("</").append(heading).append("></summary>");
  }

  /** How a section went, said below its lines. */
  static void closeGrowing(Section section, Section.Result result, StringBuilder out) {
    out.append("<p class=\"note\">").append(escaped(section.title())).append(": ");
    result(result, out);
    out.append("</p></details>");
  }

  static void close(StringBuilder out) {
    out.append("</details>");
  }

  /** For paper: nothing to fold. */
  static void openPrinted(Section section, String title, Section.Result result, StringBuilder out) {
    String heading = heading(section);
    out.append("<section><").append(heading).append('>').append(escaped(title));
    out.append(" <small>").append(result.text()).append("</small>");
    out.append("</").append(heading).append('>');
  }

  static void closePrinted(StringBuilder out) {
    out.append("</section>");
  }

  static void result(Section.Result result, StringBuilder out) {
    out.append("<span class=\"result-").append(result.kind()).append("\">");
    out.append(result.text()).append("</span>");
  }

  static String resultId(Section section) {
    return section.id() + "-result";
  }

  static void openChunk(long first, StringBuilder out) {
    out.append("<ol class=\"chunk\" id=\"C").append(first);
    out.append("\" start=\"").append(first).append("\" hx-disable=\"\">");
  }

  private static String escaped(String text) {
    return HtmlUtils.htmlEscape(text, "UTF-8");
  }

  private static String heading(Section section) {
    return section.kind() == Section.Kind.STAGE ? "h2" : "h3";
  }
}
