package dev.shiplog.web;

import dev.shiplog.account.Accounts;
import dev.shiplog.account.SignIns;
import dev.shiplog.account.Tokens;
import dev.shiplog.account.TooManyAttemptsException;
import dev.shiplog.account.Viewer;
import dev.shiplog.problem.InvalidInputException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The viewer's own account: a new password. */
@Controller
@RequestMapping("/account")
class AccountPages {

  private final Accounts accounts;
  private final Tokens tokens;
  private final SignIns signIns;

  AccountPages(Accounts accounts, Tokens tokens, SignIns signIns) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.signIns = signIns;
  }

  @GetMapping
  String account(Viewer viewer, Model model) {
    model.addAttribute("tokens", tokens.names(viewer, viewer.username()));
    return "account/account";
  }

  @PostMapping("/password")
  String changePassword(
      Viewer viewer,
      @RequestParam(defaultValue = "") String current,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "false") boolean endTokens,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model,
      RedirectAttributes next) {
    try {
      signIns.confirm(viewer, current, request);
      accounts.changeOwn(viewer, password);
    } catch (TooManyAttemptsException e) {
      response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(e.retryAfterSeconds()));
      String message = String.valueOf(e.getMessage());
      return again(HttpStatus.TOO_MANY_REQUESTS, "current", message, viewer, response, model);
    } catch (AuthenticationException e) {
      return again(
          HttpStatus.BAD_REQUEST, "current", "This is not your password.", viewer, response, model);
    } catch (InvalidInputException e) {
      String message = String.valueOf(e.getMessage());
      return again(HttpStatus.BAD_REQUEST, e.field(), message, viewer, response, model);
    }
    if (endTokens) {
      tokens.deleteAll(viewer, viewer.username());
    }
    // The new password has just ended this session with all the others.
    signIns.signIn(viewer.username(), password, request, response);
    next.addFlashAttribute("changed", true);
    return "redirect:/account";
  }

  private String again(
      HttpStatus status,
      String field,
      String message,
      Viewer viewer,
      HttpServletResponse response,
      Model model) {
    response.setStatus(status.value());
    model.addAttribute("problem", new FormProblem(field, message));
    return account(viewer, model);
  }
}
