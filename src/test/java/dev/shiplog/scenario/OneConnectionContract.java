package dev.shiplog.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.shiplog.account.Account;
import dev.shiplog.account.Accounts;
import dev.shiplog.account.Role;
import dev.shiplog.account.Tokens;
import dev.shiplog.account.Viewer;
import dev.shiplog.account.Viewers;
import dev.shiplog.deployment.Deployment;
import dev.shiplog.deployment.DeploymentFilter;
import dev.shiplog.deployment.DeploymentQueue;
import dev.shiplog.deployment.DeploymentStatus;
import dev.shiplog.deployment.Deployments;
import dev.shiplog.project.AppNames;
import dev.shiplog.project.AppSettings;
import dev.shiplog.project.Apps;
import dev.shiplog.project.ProjectAudience;
import dev.shiplog.project.Projects;
import dev.shiplog.support.ShiplogTest;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whatever the server asks its database, it takes one connection at a time for it: who holds one
 * while waiting for a second can wait for ever, for others like it.
 */
abstract class OneConnectionContract extends ShiplogTest {

  private static final Viewer ROOT = new Viewer(1, ADMIN, true);

  @Autowired private Accounts accounts;
  @Autowired private Tokens tokens;
  @Autowired private Viewers viewers;
  @Autowired private Projects projects;
  @Autowired private ProjectAudience audience;
  @Autowired private Apps apps;
  @Autowired private AppNames appNames;
  @Autowired private Deployments deployments;
  @Autowired private DeploymentQueue queue;
  @Autowired private TransactionTemplate transactions;

  private final Map<String, ThrowingCallable> calls = new LinkedHashMap<>();

  @DynamicPropertySource
  static void oneConnection(DynamicPropertyRegistry registry) {
    registry.add("spring.datasource.hikari.maximum-pool-size", () -> 1);
    registry.add("spring.datasource.hikari.connection-timeout", () -> 3000);
    // Migrations, at the start, take two: one remembers what the other has done.
    registry.add("spring.flyway.url", () -> "${spring.datasource.url}");
    registry.add("spring.flyway.user", () -> "${spring.datasource.username}");
    registry.add("spring.flyway.password", () -> "${spring.datasource.password}");
  }

  @Test
  void everyRepositoryMethodTakesOneConnection() throws Throwable {
    listCalls();
    assertThat(calls.keySet())
        .as("public methods of those who ask the database: give a new one a call here")
        .containsExactlyInAnyOrderElementsOf(repositoryMethods());
    for (ThrowingCallable call : calls.values()) {
      call.call();
    }
  }

  private void listCalls() {
    String name = "user-" + UUID.randomUUID().toString().substring(0, 8);
    Account account = accounts.create(ROOT, name, "a long password", Role.USER);
    long project = projects.create(ROOT, "Project").id();
    long app = apps.create(ROOT, project, settings("app")).id();
    listAccountCalls(name);
    listProjectCalls(project, account);
    listAppCalls(project, app);
    listDeploymentCalls(app, queue(app));
  }

  private void listAccountCalls(String name) {
    calls.put("Accounts.list", () -> accounts.list(ROOT));
    calls.put("Accounts.find", () -> accounts.find(name));
    calls.put(
        "Accounts.create", () -> accounts.create(ROOT, name + "2", "a long password", Role.USER));
    calls.put(
        "Accounts.change",
        () ->
            accounts.change(ROOT, name, Optional.of("another password"), Optional.of(Role.ADMIN)));
    calls.put(
        "Accounts.changeOwn",
        () -> {
          Account own = accounts.find(name).orElseThrow();
          accounts.changeOwn(
              new Viewer(own.id(), own.username(), false), "a password of one's own");
        });
    calls.put("Accounts.delete", () -> accounts.delete(ROOT, name + "2"));
    calls.put("Tokens.create", () -> tokens.create(ROOT, "token"));
    calls.put("Tokens.list", () -> tokens.list(ROOT));
    calls.put("Tokens.delete", () -> tokens.delete(ROOT, tokens.create(ROOT, "x").token().id()));
    calls.put("Tokens.names", () -> tokens.names(ROOT, name));
    calls.put("Tokens.deleteAll", () -> tokens.deleteAll(ROOT, name));
    calls.put("Viewers.isBySession", () -> viewers.isBySession(null));
    calls.put("Viewers.current", () -> viewers.current(null));
    calls.put(
        "Viewers.of",
        () ->
            assertThatExceptionOfType(InsufficientAuthenticationException.class)
                .isThrownBy(() -> viewers.of(null)));
    calls.put("Viewers.allCurrent", () -> viewers.allCurrent(List.of()));
  }

  private void listProjectCalls(long project, Account account) {
    calls.put("Projects.visibleTo", () -> projects.visibleTo(ROOT));
    calls.put("Projects.get", () -> projects.get(ROOT, project));
    calls.put("Projects.create", () -> projects.create(ROOT, "Another"));
    calls.put("Projects.ownOrNew", () -> projects.ownOrNew(ROOT, "Mine"));
    calls.put("Projects.rename", () -> projects.rename(ROOT, project, "Renamed"));
    calls.put("Projects.addMember", () -> projects.addMember(ROOT, project, account.username()));
    calls.put(
        "Projects.removeMember", () -> projects.removeMember(ROOT, project, account.username()));
    calls.put(
        "Projects.isManagedBy", () -> projects.isManagedBy(ROOT, projects.get(ROOT, project)));
    calls.put("Projects.handOver", () -> projects.handOver(ROOT, project, account.username()));
    calls.put(
        "Projects.accept",
        () -> {
          Viewer owner = new Viewer(account.id(), account.username(), false);
          projects.handOver(owner, project, ADMIN);
          projects.accept(ROOT, project);
        });
    calls.put("Projects.delete", () -> projects.delete(ROOT, projects.create(ROOT, "x").id()));
    calls.put("ProjectAudience.of", () -> audience.of(List.of(project)));
  }

  private void listAppCalls(long project, long app) {
    calls.put("AppNames.visibleTo", () -> appNames.visibleTo(ROOT));
    calls.put("AppNames.ofProject", () -> appNames.ofProject(ROOT, project));
    calls.put("Apps.visibleTo", () -> apps.visibleTo(ROOT));
    calls.put("Apps.get", () -> apps.get(ROOT, app));
    calls.put("Apps.find", () -> apps.find(app));
    calls.put("Apps.findToRun", () -> apps.findToRun(app));
    calls.put("Apps.ids", () -> apps.ids());
    calls.put("Apps.secrets", () -> apps.secrets(app));
    calls.put("Apps.create", () -> apps.create(ROOT, project, settings("new")));
    calls.put("Apps.update", () -> apps.update(ROOT, app, settings("changed")));
    calls.put("Apps.nextNumber", () -> transactions.execute(status -> apps.nextNumber(app)));
    calls.put(
        "Apps.delete", () -> apps.delete(ROOT, apps.create(ROOT, project, settings("old")).id()));
  }

  private void listDeploymentCalls(long app, Deployment queued) {
    calls.put("Deployments.get", () -> deployments.get(ROOT, queued.id()));
    calls.put("Deployments.find", () -> deployments.find(queued.id()));
    calls.put("Deployments.list", () -> deployments.list(ROOT, DeploymentFilter.all(), 1, 10));
    calls.put("Deployments.latestByApp", () -> deployments.latestByApp(ROOT));
    calls.put("Deployments.queue", () -> queue(app));
    calls.put("Deployments.redeploy", () -> deployments.redeploy(ROOT, queued.id()));
    calls.put("Deployments.placeInQueue", () -> deployments.placeInQueue(queued));
    calls.put("Deployments.stop", () -> deployments.stop(ROOT, queue(app).id()));
    // The server's own runner calls these too, in its own time; what they find is not the question.
    calls.put("DeploymentQueue.claim", () -> queue.claim("nobody", "token"));
    calls.put("DeploymentQueue.enter", () -> queue.enter(queued, DeploymentStatus.DEPLOYING));
    calls.put(
        "DeploymentQueue.recordCommit",
        () -> queue.recordCommit(queued.id(), "a".repeat(40), "Subject", "Ada"));
    calls.put(
        "DeploymentQueue.finish",
        () -> queue.finish(queued.id(), DeploymentStatus.FAILED, Optional.of("why"), 0, 0));
    calls.put("DeploymentQueue.announce", () -> queue.announce(queued.id()));
    calls.put("DeploymentQueue.claimedBy", () -> queue.claimedBy("nobody"));
    calls.put("DeploymentQueue.stopsRequested", () -> queue.stopsRequested("nobody"));
  }

  private Deployment queue(long app) {
    return deployments.queue(
        ROOT, app, Optional.empty(), Optional.of(UUID.randomUUID().toString()));
  }

  private static AppSettings settings(String name) {
    return new AppSettings(
        name,
        "",
        "",
        "sleep 5",
        "",
        Map.of("MODE", "test"),
        Map.of("KEY", Optional.of("a secret")),
        Optional.empty());
  }

  /** The public methods of all classes of ours that are given the database and others may use. */
  private static Set<String> repositoryMethods() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.shiplog")
            .stream()
            .filter(OneConnectionContract::asksTheDatabase)
            .map(JavaClass::reflect)
            .filter(type -> Modifier.isPublic(type.getModifiers()))
            .flatMap(type -> Stream.of(type.getDeclaredMethods()))
            .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
            .map(OneConnectionContract::name)
            .collect(Collectors.toSet());
  }

  private static boolean asksTheDatabase(JavaClass type) {
    return type.getFields().stream()
        .anyMatch(field -> field.getRawType().isEquivalentTo(JdbcClient.class));
  }

  private static String name(Method method) {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }
}
