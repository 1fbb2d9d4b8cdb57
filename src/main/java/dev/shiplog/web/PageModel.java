package dev.shiplog.web;

import dev.shiplog.account.Viewer;
import dev.shiplog.account.Viewers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the layout of every page needs. */
@ControllerAdvice("dev.shiplog.web")
class PageModel {

  private final Viewers viewers;

  PageModel(Viewers viewers) {
    this.viewers = viewers;
  }

  /** Who is signed in, if anybody. */
  @ModelAttribute("viewer")
  Optional<Viewer> viewer() {
    return viewers.current(SecurityContextHolder.getContext().getAuthentication());
  }

  /** Which part of the site the page belongs to: the first name in its path, empty at the root. */
  @ModelAttribute("section")
  String section(HttpServletRequest request) {
    return request.getRequestURI().split("/", 3)[1];
  }
}
