package dev.shiplog.project;

import static dev.shiplog.project.Repositories.ADMIN;
import static dev.shiplog.project.Repositories.MEMBER;
import static dev.shiplog.project.Repositories.OWNER;
import static dev.shiplog.project.Repositories.START;
import static dev.shiplog.project.Repositories.STRANGER;
import static dev.shiplog.project.Repositories.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shiplog.account.AccountCreated;
import dev.shiplog.account.Viewer;
import dev.shiplog.problem.ConflictException;
import dev.shiplog.problem.ForbiddenException;
import dev.shiplog.problem.InvalidInputException;
import dev.shiplog.problem.NotFoundException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Projects} and {@link Apps} promise on every engine. */
abstract class ProjectsContract {

  private Repositories repositories;
  private Projects projects;
  private Apps apps;
  private long shop;

  abstract DataSource freshDatabase();

  @BeforeEach
  void createAProjectWithAMember() {
    repositories = new Repositories(freshDatabase());
    projects = repositories.get(Projects.class);
    apps = repositories.get(Apps.class);
    shop = projects.create(OWNER, " Shop ").id();
    projects.addMember(OWNER, shop, "Bob");
  }

  @AfterEach
  void close() {
    repositories.close();
  }

  @Test
  void newProjectBelongsToItsCreator() {
    assertThat(projects.get(OWNER, shop))
        .isEqualTo(new Project(shop, "Shop", "ann", List.of("bob"), Optional.empty(), START));
  }

  @Test
  void projectIsSeenByOwnerMembersAndAdministratorsOnly() {
    Project project = projects.get(OWNER, shop);

    assertThat(projects.visibleTo(OWNER)).containsExactly(project);
    assertThat(projects.visibleTo(MEMBER)).containsExactly(project);
    assertThat(projects.visibleTo(ADMIN)).containsExactly(project);
    assertThat(projects.visibleTo(STRANGER)).isEmpty();
  }

  @Test
  void projectsAreListedByNameWhateverTheirCase() {
    projects.create(OWNER, "Zoo");
    projects.create(OWNER, "bakery");

    assertThat(projects.visibleTo(OWNER))
        .extracting(Project::name)
        .containsExactly("bakery", "Shop", "Zoo");
  }

  @Test
  void foreignProjectIsAnsweredLikeAnUnknownOne() {
    assertNotFound("project not found", () -> projects.get(STRANGER, shop));
    assertNotFound("project not found", () -> projects.get(STRANGER, 999_999));
    assertNotFound("project not found", () -> projects.rename(STRANGER, shop, "Mine"));
    assertNotFound("project not found", () -> projects.delete(STRANGER, shop));
    assertNotFound("project not found", () -> projects.addMember(STRANGER, shop, "eve"));
    assertNotFound("project not found", () -> apps.create(STRANGER, shop, settings("web", "")));
    assertThat(projects.get(OWNER, shop).name()).isEqualTo("Shop");
  }

  @Test
  void memberMayNotManageTheProject() {
    assertForbidden(() -> projects.rename(MEMBER, shop, "Mine"));
    assertForbidden(() -> projects.delete(MEMBER, shop));
    assertForbidden(() -> projects.addMember(MEMBER, shop, "eve"));
    assertForbidden(() -> projects.removeMember(MEMBER, shop, "bob"));
    assertThat(projects.get(OWNER, shop).members()).containsExactly("bob");
  }

  @Test
  void ownerAndAdministratorRename() {
    assertThat(projects.rename(OWNER, shop, "Store").name()).isEqualTo("Store");
    assertThat(projects.rename(ADMIN, shop, "Zoë’s 🚀 部署").name()).isEqualTo("Zoë’s 🚀 部署");
    assertThat(projects.get(MEMBER, shop).name()).isEqualTo("Zoë’s 🚀 部署");
  }

  @Test
  void nameMustHaveOneToAHundredCharacters() {
    assertInvalid("name", () -> projects.rename(OWNER, shop, "  "));
    assertInvalid("name", () -> projects.create(OWNER, "x".repeat(101)));
    assertThat(projects.create(OWNER, "x".repeat(100)).name()).hasSize(100);
  }

  @Test
  void membersComeAndGoAsOftenAsOneLikes() {
    projects.addMember(OWNER, shop, "eve");
    projects.addMember(OWNER, shop, "eve");
    assertThat(projects.get(STRANGER, shop).members()).containsExactly("bob", "eve");

    projects.removeMember(OWNER, shop, "eve");
    projects.removeMember(OWNER, shop, "eve");
    assertNotFound("project not found", () -> projects.get(STRANGER, shop));
  }

  @Test
  void aNameThatNobodyHasLooksLikeAMemberAndBecomesOne() {
    projects.addMember(OWNER, shop, "Zoe");
    projects.addMember(OWNER, shop, "zoe");
    projects.addMember(OWNER, shop, "yan");
    projects.removeMember(OWNER, shop, "yan");
    projects.removeMember(OWNER, shop, "nobody");
    assertThat(projects.get(OWNER, shop).members()).containsExactly("bob", "zoe");

    repositories
        .jdbc()
        .sql("INSERT INTO users VALUES (9, 'zoe', 'x', 'USER', 0), (10, 'yan', 'x', 'USER', 0)")
        .update();
    repositories.publish(new AccountCreated(9, "zoe"));
    repositories.publish(new AccountCreated(10, "yan"));

    assertThat(projects.get(OWNER, shop).members()).containsExactly("bob", "zoe");
    assertThat(projects.visibleTo(new Viewer(9, "zoe", false))).hasSize(1);
    assertThat(projects.visibleTo(new Viewer(10, "yan", false))).isEmpty();
    assertThat(count("project_invitations")).isZero();
  }

  @Test
  void anOfferedProjectChangesHandsWhenItIsAccepted() {
    assertForbidden(() -> projects.handOver(MEMBER, shop, "bob"));
    assertThat(projects.handOver(OWNER, shop, "Eve").owner()).isEqualTo("ann");
    assertThat(projects.get(OWNER, shop).offeredTo()).contains("eve");
    assertThatThrownBy(() -> projects.accept(MEMBER, shop)).isInstanceOf(ConflictException.class);

    Project taken = projects.accept(STRANGER, shop);

    assertThat(taken.owner()).isEqualTo("eve");
    assertThat(taken.offeredTo()).isEmpty();
    assertThat(taken.members()).containsExactly("ann", "bob");
    assertForbidden(() -> projects.rename(OWNER, shop, "Mine"));
    assertThatThrownBy(() -> projects.accept(STRANGER, shop)).isInstanceOf(ConflictException.class);
  }

  @Test
  void anOfferDoesNotTellWhetherThereIsSuchAUserAndCanBeTakenBack() {
    assertThat(projects.handOver(OWNER, shop, "nobody").offeredTo()).contains("nobody");
    assertThat(projects.handOver(OWNER, shop, "eve").offeredTo()).contains("eve");
    assertThat(projects.handOver(OWNER, shop, "ann").offeredTo()).isEmpty();
    assertThatThrownBy(() -> projects.accept(STRANGER, shop)).isInstanceOf(ConflictException.class);
    projects.handOver(OWNER, shop, "eve");
    projects.removeMember(OWNER, shop, "eve");
    assertThat(projects.get(OWNER, shop).offeredTo()).isEmpty();
    assertNotFound("project not found", () -> projects.accept(STRANGER, shop));
  }

  @Test
  void anAdministratorHandsAProjectOverAtOnce() {
    Project taken = projects.handOver(ADMIN, shop, "eve");

    assertThat(taken.owner()).isEqualTo("eve");
    assertThat(taken.members()).containsExactly("ann", "bob");
    assertThatThrownBy(() -> projects.handOver(ADMIN, shop, "nobody"))
        .isInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\u202eb", "a\nb", "a\u0000b", "a\u200bb", "\u2066", "a\ud800", "a\u0085b"})
  void aNameIsWhatItLooksLike(String name) {
    assertThatThrownBy(() -> projects.create(OWNER, name))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("control characters");
    assertThatThrownBy(() -> repositories.createApp(shop, name, ""))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void emptyProjectIsDeletedWithItsMemberships() {
    projects.delete(OWNER, shop);

    assertThat(projects.visibleTo(ADMIN)).isEmpty();
    assertThat(count("project_members")).isZero();
  }

  @Test
  void projectWithAppsIsKept() {
    repositories.createApp(shop, "web", "");

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> projects.delete(OWNER, shop));
    assertThat(projects.get(OWNER, shop).members()).containsExactly("bob");
  }

  @Test
  void newAppHasWhatWasSaid() {
    App app =
        apps.create(
            MEMBER,
            shop,
            new AppSettings(
                " web ",
                "https://example.org/web.git",
                "",
                "npm ci\r\nnpm test",
                "",
                Map.of("MODE", "test", "EMPTY", ""),
                Map.of("KEY", Optional.of("s3cret")),
                Optional.of(90)));

    assertThat(app.name()).isEqualTo("web");
    assertThat(app.projectName()).isEqualTo("Shop");
    assertThat(app.branch()).isEqualTo("main");
    assertThat(app.buildCommand()).isEqualTo("npm ci\nnpm test");
    assertThat(app.deployCommand()).isEmpty();
    assertThat(app.environment()).isEqualTo(Map.of("MODE", "test", "EMPTY", ""));
    assertThat(app.secretNames()).containsExactly("KEY");
    assertThat(app.timeout()).contains(Duration.ofSeconds(90));
    assertThat(app.createdAt()).isEqualTo(START);
    assertThat(apps.get(OWNER, app.id())).isEqualTo(app);
    assertThat(apps.find(app.id())).contains(app);
    assertThat(apps.visibleTo(MEMBER)).containsExactly(app);
  }

  @Test
  void foreignAppIsAnsweredLikeAnUnknownOne() {
    long web = repositories.createApp(shop, "web", "");

    assertThat(apps.visibleTo(STRANGER)).isEmpty();
    assertNotFound("app not found", () -> apps.get(STRANGER, web));
    assertNotFound("app not found", () -> apps.get(STRANGER, 999_999));
    assertNotFound("app not found", () -> apps.update(STRANGER, web, settings("mine", "")));
    assertNotFound("app not found", () -> apps.delete(STRANGER, web));
    assertThat(apps.get(ADMIN, web).name()).isEqualTo("web");
  }

  @Test
  void secretsAreKeptReplacedAndRemoved() {
    long web = repositories.createApp(shop, "web", "");
    updateSecrets(
        web,
        Map.of(
            "KEEP", Optional.of("old-1"), "NEW", Optional.of("old-2"), "GO", Optional.of("gone")));

    App app = updateSecrets(web, Map.of("KEEP", Optional.empty(), "NEW", Optional.of("fresh")));

    assertThat(apps.secrets(web)).isEqualTo(Map.of("KEEP", "old-1", "NEW", "fresh"));
    assertThat(app.secretNames()).containsExactlyInAnyOrder("KEEP", "NEW");
  }

  @Test
  void valuesOfSecretsAreNeverInTheApp() {
    long web = repositories.createApp(shop, "web", "");
    updateSecrets(web, Map.of("KEY", Optional.of("s3cret-value")));

    assertThat(apps.get(OWNER, web).toString()).contains("KEY").doesNotContain("s3cret-value");
    assertThat(apps.visibleTo(OWNER).toString()).contains("KEY").doesNotContain("s3cret-value");
    assertThat(apps.find(web).orElseThrow().toString()).doesNotContain("s3cret-value");
  }

  @Test
  void newSecretWithoutValueChangesNothing() {
    long web = repositories.createApp(shop, "web", "");
    updateSecrets(web, Map.of("KEY", Optional.of("old-value")));

    assertInvalid(
        "secrets",
        () ->
            updateSecrets(web, Map.of("KEY", Optional.of("new-value"), "OTHER", Optional.empty())));
    assertThat(apps.secrets(web)).isEqualTo(Map.of("KEY", "old-value"));
  }

  @Test
  void variablesMayDifferInCaseAlone() {
    long web = repositories.createApp(shop, "web", "");
    AppSettings s = settings("web", "");
    Map<String, String> variables = Map.of("http_proxy", "a", "HTTP_PROXY", "b");

    App app =
        apps.update(
            OWNER,
            web,
            new AppSettings(
                "web", "", "", s.buildCommand(), "", variables, Map.of(), Optional.empty()));

    assertThat(app.environment()).isEqualTo(variables);
  }

  @Test
  void nameIsTakenOnceInAProject() {
    long web = repositories.createApp(shop, "web", "");
    long api = repositories.createApp(shop, "api", "");
    long other = projects.create(OWNER, "Other").id();

    assertInvalid("name", () -> repositories.createApp(shop, "WEB", ""));
    assertInvalid("name", () -> apps.update(OWNER, api, settings("Web", "")));
    assertThat(apps.update(OWNER, web, settings("Web", "")).name()).isEqualTo("Web");
    assertThat(repositories.createApp(other, "web", "")).isPositive();
  }

  @Test
  void deletedAppTakesItsDeploymentsAndVariablesAlongAndSaysSo() {
    long web = repositories.createApp(shop, "web", "");
    long api = repositories.createApp(shop, "api", "");
    updateSecrets(web, Map.of("KEY", Optional.of("old-value")));
    insertDeployment(11, web, 1, "success", 5L);
    insertDeployment(12, web, 2, "failed", 6L);
    insertDeployment(13, api, 1, "success", 7L);

    apps.delete(OWNER, web);

    assertThat(apps.find(web)).isEmpty();
    assertThat(count("deployments")).isEqualTo(1);
    assertThat(count("app_variables")).isZero();
    AppDeleted event = repositories.events(AppDeleted.class).get(0);
    assertThat(event.appId()).isEqualTo(web);
    assertThat(event.deploymentIds()).containsExactlyInAnyOrder(11L, 12L);
  }

  @Test
  void appWithAnUnfinishedDeploymentIsKept() {
    long web = repositories.createApp(shop, "web", "");
    insertDeployment(11, web, 1, "building", null);

    assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> apps.delete(OWNER, web));
    assertThat(count("deployments")).isEqualTo(1);
    assertThat(repositories.events(AppDeleted.class)).isEmpty();
  }

  private App updateSecrets(long app, Map<String, Optional<String>> secrets) {
    return apps.update(
        OWNER,
        app,
        new AppSettings("web", "", "", "make", "", Map.of(), secrets, Optional.empty()));
  }

  private void insertDeployment(
      long id, long app, int number, String status, @Nullable Long finishedAt) {
    repositories
        .jdbc()
        .sql(
            """
            INSERT INTO deployments (id, app_id, number, status, stage, progress, message,
              triggered_by, created_at, finished_at)
            VALUES (:id, :app, :number, :status, :status, 0, '', 'ann', 0, :finished)
            """)
        .param("id", id)
        .param("app", app)
        .param("number", number)
        .param("status", status)
        .param("finished", finishedAt)
        .update();
  }

  private long count(String table) {
    return repositories.jdbc().sql("SELECT COUNT(*) FROM " + table).query(Long.class).single();
  }

  private static void assertNotFound(String message, ThrowingCallable action) {
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(action).withMessage(message);
  }

  private static void assertForbidden(ThrowingCallable action) {
    assertThatExceptionOfType(ForbiddenException.class).isThrownBy(action);
  }

  private static void assertInvalid(String field, ThrowingCallable action) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(action)
        .extracting(InvalidInputException::field)
        .isEqualTo(field);
  }
}
