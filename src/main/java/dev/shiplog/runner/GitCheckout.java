package dev.shiplog.runner;

import dev.shiplog.problem.InvalidInputException;
import dev.shiplog.project.GitProtocols;
import dev.shiplog.project.GitRef;
import dev.shiplog.project.RepositoryAddress;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Brings a commit of an app's repository into its workspace. */
@Component
final class GitCheckout {

  private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{4,64}");
  private static final Pattern FULL_HASH = Pattern.compile("[0-9a-fA-F]{40}|[0-9a-fA-F]{64}");

  private final GitProtocols protocols;

  GitCheckout(GitProtocols protocols) {
    this.protocols = protocols;
  }

  /**
   * Fetches the repository and makes the workspace an exact copy of the commit, submodules
   * included. A workspace that holds the repository already gets only what is new; one that is
   * damaged, or holds something else, is emptied first.
   *
   * @param workspace absolute; created if missing
   * @param repository an address with an allowed protocol, not empty
   * @param ref a branch, else a tag, else a commit hash of 4 characters or more
   * @param runner runs each git command; what it throws comes out of this method
   * @param output gets what the commands write
   * @param echo told of each command that a person would have typed, without passwords
   * @throws StageFailedException if the commit cannot be had; the message says what to do
   */
  Commit checkout(
      Path workspace,
      String repository,
      String ref,
      CommandRunner runner,
      Output output,
      Consumer<String> echo) {
    try {
      protocols.require(repository);
      GitRef.require("commit", ref);
    } catch (InvalidInputException e) {
      throw new StageFailedException(e.getMessage(), 1);
    }
    Git git =
        new Git(
            workspace,
            protocols.gitProtocols(),
            GitCredentials.variables(repository),
            runner,
            output);
    Job job = new Job(new Workspace(workspace), git, repository, ref, echo);
    if (job.workspace().isCheckoutOf(job.source())) {
      Optional<Commit> commit = again(job);
      if (commit.isPresent()) {
        return commit.get();
      }
      echo.accept("The workspace is damaged; fetching everything again.");
    }
    return afresh(job);
  }

  private Commit afresh(Job job) {
    job.workspace().empty();
    check(
        job.git().run("init", "--quiet", "--template=", "--initial-branch=shiplog"),
        "git could not create a repository in the workspace. Check that git is installed and the"
            + " disk is not full.");
    return populate(job, fetch(job));
  }

  /** Empty if the workspace is damaged. */
  private Optional<Commit> again(Job job) {
    String hash;
    try {
      hash = fetch(job);
    } catch (StageFailedException e) {
      if (isIntact(job.git())) {
        throw e;
      }
      return Optional.empty();
    }
    try {
      return Optional.of(populate(job, hash));
    } catch (StageFailedException e) {
      return Optional.empty();
    }
  }

  private String fetch(Job job) {
    job.workspace().prepare(job.source());
    String address = RepositoryAddress.masked(job.repository());
    job.echo().accept("$ git fetch " + address + " " + job.ref());
    check(
        fetch(job, "+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*"),
        "Fetching "
            + address
            + " failed. Check the repository's address and that this server may"
            + " read it; the log says what git met.");
    job.workspace().fetched(job.source());
    return resolve(job)
        .orElseThrow(
            () ->
                new StageFailedException(
                    "There is no branch, tag or commit \""
                        + job.ref()
                        + "\" in "
                        + address
                        + ". Check the app's branch, or deploy another commit.",
                    1));
  }

  private static int fetch(Job job, String... refspecs) {
    String[] options = {
      "fetch", "--progress", "--force", "--prune", "--no-tags", "--no-recurse-submodules", "--"
    };
    String[] arguments = new String[options.length + 1 + refspecs.length];
    System.arraycopy(options, 0, arguments, 0, options.length);
    arguments[options.length] = job.source();
    System.arraycopy(refspecs, 0, arguments, options.length + 1, refspecs.length);
    return job.git().run(arguments);
  }

  private static Optional<String> resolve(Job job) {
    return commitOf(job, "refs/remotes/origin/" + job.ref())
        .or(() -> commitOf(job, "refs/tags/" + job.ref()))
        .or(() -> fetchedHash(job))
        .or(() -> unreferencedHash(job));
  }

  private static Optional<String> fetchedHash(Job job) {
    String wanted = job.ref().toLowerCase(Locale.ROOT);
    return HASH.matcher(wanted).matches()
        ? commitOf(job, wanted).filter(hash -> hash.startsWith(wanted))
        : Optional.empty();
  }

  /**
   * A commit that no branch holds any more, e.g. after a forced push; many servers still have it.
   */
  private static Optional<String> unreferencedHash(Job job) {
    return FULL_HASH.matcher(job.ref()).matches() && fetch(job, job.ref()) == 0
        ? fetchedHash(job)
        : Optional.empty();
  }

  private static Optional<String> commitOf(Job job, String name) {
    return job.git().ask("rev-parse", "--verify", "--quiet", name + "^{commit}");
  }

  private static Commit populate(Job job, String hash) {
    Git git = job.git();
    job.echo().accept("$ git checkout " + hash);
    String advice =
        "The commit could not be checked out. Check the disk of this server; the log says what git"
            + " met.";
    check(git.run("checkout", "--force", "--detach", hash, "--"), advice);
    check(git.run("clean", "-ffdxq"), advice);
    if (job.workspace().hasSubmodules()) {
      populateSubmodules(job);
    }
    return describe(git, hash);
  }

  private static void populateSubmodules(Job job) {
    Git git = job.git();
    String advice =
        "The submodules could not be fetched. Check their addresses in .gitmodules (allowed are"
            + " only the protocols that an app's repository may use) and that this server may read"
            + " them; the log says what git met.";
    job.echo().accept("$ git submodule update --init --recursive");
    check(git.run("submodule", "--quiet", "sync", "--recursive"), advice);
    check(
        git.run(
            "submodule", "update", "--init", "--recursive", "--force", "--checkout", "--progress"),
        advice);
    check(git.run("submodule", "--quiet", "foreach", "--recursive", "git clean -ffdxq"), advice);
  }

  private static Commit describe(Git git, String hash) {
    String[] lines =
        git.ask("log", "-1", "--no-color", "--format=%an <%ae>%n%s", hash, "--")
            .orElse("")
            .split("\n", 2);
    return new Commit(hash, lines.length > 1 ? lines[1] : "", lines[0]);
  }

  private static boolean isIntact(Git git) {
    return git.runSilently("fsck", "--connectivity-only", "--no-dangling", "--no-progress") == 0;
  }

  private static void check(int exitCode, String message) {
    if (exitCode != 0) {
      throw new StageFailedException(message, exitCode);
    }
  }

  private record Job(
      Workspace workspace, Git git, String repository, String ref, Consumer<String> echo) {

    /** The repository's address as git and the workspace see it. */
    String source() {
      return RepositoryAddress.withoutPassword(repository);
    }
  }
}
