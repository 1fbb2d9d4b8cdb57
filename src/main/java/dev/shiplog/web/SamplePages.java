package dev.shiplog.web;

import dev.shiplog.account.Viewer;
import dev.shiplog.sample.Samples;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The empty dashboard's button. */
@Controller
class SamplePages {

  private final Samples samples;

  SamplePages(Samples samples) {
    this.samples = samples;
  }

  @PostMapping("/samples")
  String add(Viewer viewer, RedirectAttributes next) {
    if (!samples.add(viewer)) {
      next.addFlashAttribute("notice", "The sample apps are there already.");
    }
    return "redirect:/";
  }
}
