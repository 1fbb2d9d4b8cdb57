package dev.shiplog.web;

import dev.shiplog.account.FirstStart;
import dev.shiplog.account.SignIns;
import dev.shiplog.account.TooManyAttemptsException;
import dev.shiplog.account.Viewers;
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
import org.springframework.web.bind.annotation.RequestParam;

/** Signing in and out, and the first administrator. */
@Controller
class SignInPages {

  private final FirstStart firstStart;
  private final SignIns signIns;
  private final Viewers viewers;

  SignInPages(FirstStart firstStart, SignIns signIns, Viewers viewers) {
    this.firstStart = firstStart;
    this.signIns = signIns;
    this.viewers = viewers;
  }

  @GetMapping("/login")
  String login(HttpServletRequest request) {
    if (firstStart.isOpen()) {
      return "redirect:/setup";
    }
    return viewers.current(request.getUserPrincipal()).isPresent() ? "redirect:/" : "account/login";
  }

  @PostMapping("/login")
  String signIn(
      @RequestParam(defaultValue = "") String username,
      @RequestParam(defaultValue = "") String password,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    try {
      return "redirect:" + signIns.signIn(username, password, request, response);
    } catch (TooManyAttemptsException e) {
      response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
      response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(e.retryAfterSeconds()));
      return loginAgain(username, String.valueOf(e.getMessage()), model);
    } catch (AuthenticationException e) {
      response.setStatus(HttpStatus.BAD_REQUEST.value());
      return loginAgain(username, "The username or password is not right.", model);
    }
  }

  /** For pages that cannot hold a form of their own because they are the same for everybody. */
  @GetMapping("/logout")
  String logout() {
    return "account/logout";
  }

  @GetMapping("/setup")
  String setup() {
    firstStart.requireOpen();
    return "account/setup";
  }

  @PostMapping("/setup")
  String createAdministrator(
      @RequestParam(defaultValue = "") String code,
      @RequestParam(defaultValue = "") String username,
      @RequestParam(defaultValue = "") String password,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    try {
      firstStart.createAdministrator(code, username, password);
    } catch (InvalidInputException e) {
      response.setStatus(HttpStatus.BAD_REQUEST.value());
      model.addAttribute("code", code);
      model.addAttribute("username", username);
      model.addAttribute("problem", new FormProblem(e));
      return "account/setup";
    }
    signIns.signIn(username, password, request, response);
    return "redirect:/";
  }

  private static String loginAgain(String username, String message, Model model) {
    model.addAttribute("username", username);
    model.addAttribute("problem", new FormProblem("username", message));
    return "account/login";
  }
}
