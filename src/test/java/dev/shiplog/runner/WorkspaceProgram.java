package dev.shiplog.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Does one thing with the workspace of app 7, as a process whose rights the test chooses. */
final class WorkspaceProgram {

  static final long APP = 7;

  private WorkspaceProgram() {}

  /** The data directory, and what to do with it. */
  public static void main(String[] args) throws IOException {
    var workspaces = new Workspaces(Path.of(args[0]));
    Map<String, Action> actions =
        Map.of(
            "empty", () -> workspaces.empty(APP),
            "discard", () -> workspaces.discard(APP),
            "sweep", workspaces::sweep);
    actions.get(args[1]).run();
  }

  /** What can fail. */
  private interface Action {
    void run() throws IOException;
  }
}
