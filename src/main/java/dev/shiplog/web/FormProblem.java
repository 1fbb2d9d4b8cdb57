package dev.shiplog.web;

import dev.shiplog.problem.InvalidInputException;
import org.springframework.util.StringUtils;

/**
 * Why a form came back.
 *
 * @param field the id of the field to mend; empty when it is none of them
 */
record FormProblem(String field, String message) {

  FormProblem(InvalidInputException e) {
    this(e.field(), String.valueOf(e.getMessage()));
  }

  /** The API's messages begin in lower case; people read sentences. */
  FormProblem {
    message = StringUtils.capitalize(message);
  }
}
