package dev.shiplog.web;

import dev.shiplog.deployment.Excerpt;
import dev.shiplog.log.LogSearch;
import dev.shiplog.problem.InvalidInputException;

/**
 * What a reader looks for in a log, as typed.
 *
 * @param q the text or the regular expression
 * @param context lines to show around each hit
 */
record SearchForm(String q, boolean regex, boolean matchCase, String context) {

  private static final int MAX_SHOWN = 60;

  /**
   * What to search for.
   *
   * @throws InvalidInputException the context is not a number
   */
  LogSearch.Query query() {
    if (!context.matches("\\d{1,4}")) {
      throw new InvalidInputException(
          "context", "context must be from 0 to " + LogSearch.MAX_CONTEXT);
    }
    return new LogSearch.Query(q, regex, matchCase, Integer.parseInt(context));
  }

  /** The count and the term, e.g. "12 matches for “error”". */
  String title(LogSearch.Result found) {
    return count(found) + " for “" + Excerpt.of(q, MAX_SHOWN) + "”";
  }

  private static String count(LogSearch.Result found) {
    String time = found.timedOut() ? " in the time allowed" : "";
    if (found.hits() == 0) {
      return "No matches" + time;
    }
    String more = found.more() ? "More than " : "";
    return more + (found.hits() == 1 ? "1 match" : "%,d matches".formatted(found.hits())) + time;
  }
}
