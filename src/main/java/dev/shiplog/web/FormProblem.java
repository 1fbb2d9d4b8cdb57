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
}
