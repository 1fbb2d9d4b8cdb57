package dev.shiplog.web;

import dev.shiplog.account.Accounts;
import dev.shiplog.account.Role;
import dev.shiplog.account.SignIns;
import dev.shiplog.account.Tokens;
import dev.shiplog.account.Viewer;
import dev.shiplog.problem.ConflictException;
import dev.shiplog.problem.InvalidInputException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Users, for administrators. */
@Controller
@RequestMapping("/users")
class UserPages {

  private final Accounts accounts;
  private final Tokens tokens;
  private final SignIns signIns;

  UserPages(Accounts accounts, Tokens tokens, SignIns signIns) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.signIns = signIns;
  }

  @GetMapping
  String list(Viewer viewer, Model model) {
    model.addAttribute("users", accounts.list(viewer));
    return "account/users";
  }

  @PostMapping
  String create(
      Viewer viewer,
      @RequestParam(defaultValue = "") String username,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "USER") String role,
      HttpServletResponse response,
      Model model) {
    try {
      accounts.create(viewer, username, password, Role.parse(role));
      return "redirect:/users";
    } catch (InvalidInputException e) {
      model.addAttribute("problem", new FormProblem(e));
      response.setStatus(HttpStatus.BAD_REQUEST.value());
    } catch (ConflictException e) {
      model.addAttribute("problem", new FormProblem("username", String.valueOf(e.getMessage())));
      response.setStatus(HttpStatus.BAD_REQUEST.value());
    }
    model.addAttribute("username", username);
    model.addAttribute("role", role);
    return list(viewer, model);
  }

  /** An empty password stays what it is. */
  @PostMapping("/{username}")
  String change(
      Viewer viewer,
      @PathVariable String username,
      @RequestParam(defaultValue = "") String password,
      @RequestParam String role,
      @RequestParam(defaultValue = "false") boolean endTokens,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model,
      RedirectAttributes next) {
    Optional<String> newPassword = Optional.of(password).filter(text -> !text.isEmpty());
    try {
      accounts.change(viewer, username, newPassword, Optional.of(Role.parse(role)));
    } catch (InvalidInputException e) {
      String field = e.field() + "-" + username;
      return again(new FormProblem(field, String.valueOf(e.getMessage())), viewer, response, model);
    } catch (ConflictException e) {
      String field = "role-" + username;
      return again(new FormProblem(field, String.valueOf(e.getMessage())), viewer, response, model);
    }
    if (endTokens) {
      tokens.deleteAll(viewer, username);
    }
    if (newPassword.isPresent()) {
      next.addFlashAttribute("reset", username);
      next.addFlashAttribute("tokens", tokens.names(viewer, username));
    }
    if (newPassword.isPresent() && username.equalsIgnoreCase(viewer.username())) {
      // The new password has just ended this session with all the others.
      signIns.signIn(viewer.username(), password, request, response);
    }
    return "redirect:/users";
  }

  @PostMapping("/{username}/delete")
  String delete(
      Viewer viewer, @PathVariable String username, HttpServletResponse response, Model model) {
    try {
      accounts.delete(viewer, username);
      return "redirect:/users";
    } catch (ConflictException e) {
      return again(new FormProblem("", String.valueOf(e.getMessage())), viewer, response, model);
    }
  }

  private String again(
      FormProblem problem, Viewer viewer, HttpServletResponse response, Model model) {
    response.setStatus(HttpStatus.BAD_REQUEST.value());
    model.addAttribute("problem", problem);
    // The name in the path is not one for the form that makes a new user.
    model.addAttribute("username", "");
    return list(viewer, model);
  }
}
