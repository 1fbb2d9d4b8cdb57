package dev.shiplog.runner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The processes of one run, wherever they hide. A process that calls setsid or double-forks leaves
 * its group and its parents, but hands down the cookie in its environment; one that drops the
 * cookie too still has its parents, or holds the pipe that it was given. One that has dropped all
 * of these is not found.
 */
final class RunProcesses {

  /** Names the variable that marks every process of a run with the run's token. */
  static final String COOKIE = "SHIPLOG_RUN_TOKEN";

  private static final String PIPES = "shiplog-pipes-";

  private final String token;
  private final Duration grace;
  private final List<ProcessGroup> groups = new CopyOnWriteArrayList<>();

  /** Those that have had their SIGTERM: many programs take a second one for "now". */
  private final Set<ProcessHandle> told = new HashSet<>();

  /**
   * @param token the run's cookie; a random word
   * @param grace between SIGTERM and SIGKILL
   */
  RunProcesses(String token, Duration grace) {
    this.token = token;
    this.grace = grace;
  }

  /**
   * Starts a command of the run.
   *
   * @throws StageFailedException if it cannot be started
   */
  ProcessGroup start(Command command, Output output) {
    ProcessGroup group = ProcessGroup.start(command, this, output);
    groups.add(group);
    return group;
  }

  /**
   * Ends what is left: SIGTERM to each once, after the grace SIGKILL. May be called by any thread,
   * and again; costs a look at /proc when nothing is left. Returns when all are gone, or 5 seconds
   * after the first SIGKILL with a warning in the server's log that names those that do not end.
   */
  synchronized void end() {
    ProcessSweep sweep = new ProcessSweep(this::running);
    tellToEnd();
    if (!sweep.goneWithin(grace)) {
      sweep.lookAgain();
      groups.forEach(group -> group.signal("KILL"));
      sweep.kill();
    }
  }

  /**
   * Kills what is left of a run at once, e.g. of one that a former server process lost. Returns as
   * {@link #end} does.
   */
  static void killAll(String token) {
    RunProcesses lost = new RunProcesses(token, Duration.ZERO);
    new ProcessSweep(lost::running).kill();
  }

  /** The environment entry that marks the processes of a run. */
  static String cookie(String token) {
    return COOKIE + "=" + token;
  }

  String token() {
    return token;
  }

  /** How the name of a directory with pipes of this run starts. */
  String pipesPrefix() {
    return PIPES + token + "-";
  }

  /** Each one's SIGTERM goes to its group as a whole where that can be: nobody forks past it. */
  private void tellToEnd() {
    Set<Long> reached = new HashSet<>();
    List<ProcessTable.Entry> before = entries();
    for (ProcessGroup group : groups) {
      boolean fresh =
          before.stream().anyMatch(it -> it.group() == group.pid() && !told.contains(it.handle()));
      if (fresh && group.signal("TERM")) {
        reached.add(group.pid());
      }
    }
    for (ProcessTable.Entry process : before) {
      if (told.add(process.handle()) && !reached.contains(process.group())) {
        process.handle().destroy();
      }
    }
  }

  private List<ProcessHandle> running() {
    return entries().stream().map(ProcessTable.Entry::handle).toList();
  }

  private List<ProcessTable.Entry> entries() {
    Set<Long> ours = new HashSet<>();
    groups.stream().filter(ProcessGroup::hasItsId).map(ProcessGroup::pid).forEach(ours::add);
    String cookie = cookie(token);
    String pipes = "/" + pipesPrefix();
    List<ProcessTable.Entry> all = ProcessTable.all();
    Map<Long, ProcessTable.Entry> found = new LinkedHashMap<>();
    for (ProcessTable.Entry process : all) {
      if (ours.contains(process.group())
          || process.hasEnvironment(cookie)
          || process.hasOpen(pipes)) {
        found.put(process.handle().pid(), process);
      }
    }
    addDescendants(all, found);
    return new ArrayList<>(found.values());
  }

  private static void addDescendants(
      List<ProcessTable.Entry> all, Map<Long, ProcessTable.Entry> found) {
    boolean grown = !found.isEmpty();
    while (grown) {
      grown = false;
      for (ProcessTable.Entry process : all) {
        if (found.containsKey(process.parent())) {
          grown |= found.putIfAbsent(process.handle().pid(), process) == null;
        }
      }
    }
  }
}
