package dev.shiplog.web;

import dev.shiplog.problem.InvalidInputException;

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
    if (!message.isEmpty()) {
      message = Character.toUpperCase(message.charAt(0)) + message.substring(1);
    }
  }
}
