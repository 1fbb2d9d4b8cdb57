package dev.shiplog.api;

import dev.shiplog.account.Account;
import dev.shiplog.account.Accounts;
import dev.shiplog.account.Role;
import dev.shiplog.account.Tokens;
import dev.shiplog.account.Viewer;
import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.DeploymentQueue;
import dev.shiplog.deployment.DeploymentStatus;
import dev.shiplog.deployment.Deployments;
import dev.shiplog.log.LogAppender;
import dev.shiplog.log.LogSize;
import dev.shiplog.log.LogStore;
import dev.shiplog.log.LogStream;
import dev.shiplog.project.App;
import dev.shiplog.project.AppSettings;
import dev.shiplog.project.Apps;
import dev.shiplog.project.Project;
import dev.shiplog.project.Projects;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;

/** People, projects, apps and deployments to talk about. */
@TestComponent
class ApiWorld {

  private static final Viewer ROOT = new Viewer(1, "root", true);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Environment environment;
  private final Accounts accounts;
  private final Tokens tokens;
  private final Projects projects;
  private final Apps apps;
  private final Deployments deployments;
  private final DeploymentQueue queue;
  private final LogStore logs;

  ApiWorld(
      Environment environment,
      Accounts accounts,
      Tokens tokens,
      Projects projects,
      Apps apps,
      Deployments deployments,
      DeploymentQueue queue,
      LogStore logs) {
    this.environment = environment;
    this.accounts = accounts;
    this.tokens = tokens;
    this.projects = projects;
    this.apps = apps;
    this.deployments = deployments;
    this.queue = queue;
    this.logs = logs;
  }

  /** A new user with a client that signs in with a token. */
  Person person() {
    String name = "user-" + UUID.randomUUID().toString().substring(0, 8);
    Account account = accounts.create(ROOT, name, "a long password", Role.USER);
    return person(new Viewer(account.id(), account.username(), false));
  }

  Person administrator() {
    return person(ROOT);
  }

  ApiClient nobody() {
    return new ApiClient(http, address(), Map.of());
  }

  ApiClient withHeaders(Map<String, String> headers) {
    return new ApiClient(http, address(), headers);
  }

  private Person person(Viewer viewer) {
    String secret = tokens.create(viewer, "test").secret();
    return new Person(
        viewer, new ApiClient(http, address(), Map.of("Authorization", "Bearer " + secret)));
  }

  private URI address() {
    return URI.create("http://localhost:" + environment.getRequiredProperty("local.server.port"));
  }

  Project projectOf(Person owner) {
    return projects.create(owner.viewer(), "Project of " + owner.viewer().username());
  }

  void addMember(Person owner, Project project, Person member) {
    projects.addMember(owner.viewer(), project.id(), member.viewer().username());
  }

  Project projectOf(App app) {
    return projects.get(ROOT, app.projectId());
  }

  /** An app in a new project of that person. */
  App appOf(Person owner) {
    return apps.create(
        owner.viewer(),
        projectOf(owner).id(),
        new AppSettings("shop", "", "", "make", "", Map.of(), Map.of(), Optional.empty()));
  }

  Map<String, String> secrets(long appId) {
    return apps.secrets(appId);
  }

  String repository(long appId) {
    return apps.findToRun(appId).orElseThrow().repository();
  }

  Deployment queued(Person by, App app) {
    return deployments.queue(by.viewer(), app.id(), Optional.empty(), Optional.empty());
  }

  /** A deployment that is being built and has written that log so far. */
  Deployment building(Person by, App app, String log) {
    return building(by, app, log.getBytes(StandardCharsets.UTF_8));
  }

  Deployment building(Person by, App app, byte[] log) {
    long id = queued(by, app).id();
    Deployment claimed = claim(id);
    write(claimed.id(), log);
    queue.recordCommit(id, "0123abcd".repeat(5), "Fix the door", "Ada <ada@example.org>");
    return deployments.find(id).orElseThrow();
  }

  /** One of these tests may leave others queued: takes all until it is this one's turn. */
  private Deployment claim(long id) {
    Deployment claimed = queue.claim("test", "token").orElseThrow();
    while (claimed.id() != id) {
      claimed = queue.claim("test", "token").orElseThrow();
    }
    return claimed;
  }

  Deployment succeeded(Person by, App app, String log) {
    return succeeded(by, app, log.getBytes(StandardCharsets.UTF_8));
  }

  Deployment succeeded(Person by, App app, byte[] log) {
    return finished(building(by, app, log), DeploymentStatus.SUCCESS, Optional.empty());
  }

  Deployment finished(Deployment running, DeploymentStatus end, Optional<String> error) {
    LogSize size = logs.size(running.id());
    queue.finish(running.id(), end, error, size.lines(), size.bytes());
    return deployments.find(running.id()).orElseThrow();
  }

  Deployment deployment(long id) {
    return deployments.find(id).orElseThrow();
  }

  void write(long id, byte[] log) {
    try (LogAppender appender = logs.open(id, List.of())) {
      appender.append(LogStream.STDOUT, log, 0, log.length);
    }
  }

  record Person(Viewer viewer, ApiClient api) {}
}
