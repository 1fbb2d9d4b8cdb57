package dev.shiplog.render;

import dev.shiplog.log.LogLine;
import dev.shiplog.log.StageMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which stage and step a renderer is in. */
final class Sections {

  /**
   * Steps beyond these are lines like others, so that a log of nothing but headings stays cheap.
   */
  static final int MAX_STEPS = 2000;

  private Optional<Section> stage = Optional.empty();
  private Optional<Section> step = Optional.empty();
  private boolean stepEnds;
  private int steps;

  Sections copy() {
    Sections copy = new Sections();
    copy.stage = stage;
    copy.step = step;
    copy.stepEnds = stepEnds;
    copy.steps = steps;
    return copy;
  }

  /** The sections that are open, the outer one first. */
  List<Section> open() {
    List<Section> open = new ArrayList<>(2);
    stage.ifPresent(open::add);
    step.ifPresent(open::add);
    return open;
  }

  /** Id of the element that lines go to. */
  String parent() {
    return step.or(() -> stage).map(Section::id).orElse("log");
  }

  /**
   * Goes on to the next line.
   *
   * @return whether a section started or ended
   */
  boolean next(LogLine line, String text, LogEvents events) {
    boolean ended = stepEnds && endStep(line, events);
    stepEnds = StepHeading.ends(text);
    return start(line, text, events) || ended;
  }

  private boolean start(LogLine line, String text, LogEvents events) {
    Optional<String> stageTitle = StageMark.stage(line);
    if (stageTitle.isPresent()) {
      endStep(line, events);
      stage.ifPresent(before -> events.sectionEnded(before, line.time()));
      stage = Optional.of(section(Section.Kind.STAGE, line, stageTitle.get()));
      events.sectionStarted(stage.get(), "log");
      return true;
    }
    Optional<String> stepTitle = steps < MAX_STEPS ? StepHeading.title(text) : Optional.empty();
    if (stepTitle.isEmpty()) {
      return false;
    }
    endStep(line, events);
    steps++;
    String parent = parent();
    step = Optional.of(section(Section.Kind.STEP, line, stepTitle.get()));
    events.sectionStarted(step.get(), parent);
    return true;
  }

  private boolean endStep(LogLine line, LogEvents events) {
    boolean open = step.isPresent();
    step.ifPresent(before -> events.sectionEnded(before, line.time()));
    step = Optional.empty();
    return open;
  }

  private static Section section(Section.Kind kind, LogLine line, String title) {
    return new Section(kind, line.number(), title, line.time());
  }
}
