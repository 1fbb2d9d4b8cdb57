package dev.shiplog.web;

import dev.shiplog.account.Viewer;
import dev.shiplog.account.Viewers;
import dev.shiplog.project.AppCreation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the layout of every page needs. */
@ControllerAdvice("dev.shiplog.web")
class PageModel {

  private final Viewers viewers;
  private final AppCreation creation;

  PageModel(Viewers viewers, AppCreation creation) {
    this.viewers = viewers;
    this.creation = creation;
  }

  /** Who is signed in, if anybody. */
  @ModelAttribute("viewer")
  Optional<Viewer> viewer() {
    return viewers.current(SecurityContextHolder.getContext().getAuthentication());
  }

  /** Who may make projects and apps. */
  @ModelAttribute("creation")
  AppCreation creation() {
    return creation;
  }

  /** Which part of the site the page belongs to: the first name in its path, empty at the root. */
  @ModelAttribute("section")
  String section(HttpServletRequest request) {
    return request.getRequestURI().split("/", 3)[1];
  }
}
