package dev.shiplog.web;

import dev.shiplog.account.Token;
import dev.shiplog.account.Tokens;
import dev.shiplog.account.Viewer;
import dev.shiplog.problem.InvalidInputException;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The viewer's own API tokens. */
@Controller
@RequestMapping("/tokens")
class TokenPages {

  private final Tokens tokens;

  TokenPages(Tokens tokens) {
    this.tokens = tokens;
  }

  @GetMapping
  String list(Viewer viewer, Model model) {
    model.addAttribute("tokens", tokens.list(viewer));
    return "account/tokens";
  }

  @PostMapping
  String create(
      Viewer viewer,
      @RequestParam(defaultValue = "") String name,
      HttpServletResponse response,
      Model model,
      RedirectAttributes next) {
    try {
      Token.Issued issued = tokens.create(viewer, name);
      next.addFlashAttribute("secret", issued.secret());
      next.addFlashAttribute("issued", issued.token().name());
      return "redirect:/tokens";
    } catch (InvalidInputException e) {
      response.setStatus(HttpStatus.BAD_REQUEST.value());
      model.addAttribute("name", name);
      model.addAttribute("problem", new FormProblem(e));
      return list(viewer, model);
    }
  }

  @PostMapping("/{id}/delete")
  String delete(Viewer viewer, @PathVariable long id) {
    tokens.delete(viewer, id);
    return "redirect:/tokens";
  }
}
