package dev.shiplog.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.shiplog.problem.ConflictException;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;

@AccountTest
class AccountsTests {

  private static final Viewer ROOT = new Viewer(1, "root", true);

  @Autowired Accounts accounts;
  @Autowired Tokens tokens;
  @Autowired Viewers viewers;
  @Autowired JdbcClient jdbc;
  @Autowired HikariDataSource pool;

  @BeforeEach
  void onlyRoot() {
    jdbc.sql("DELETE FROM users WHERE username <> 'root'").update();
  }

  @Test
  void readingTheListKeepsNoConnectionToTheDatabase() {
    assertThat(accounts.list(ROOT)).extracting(Account::username).containsExactly("root");

    assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
  }

  @Test
  void theLastAdministratorCanNeitherBeDeletedNorDemoted() {
    assertThatThrownBy(() -> accounts.delete(ROOT, "root"))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("last administrator");
    assertThatThrownBy(
            () -> accounts.change(ROOT, "root", Optional.empty(), Optional.of(Role.USER)))
        .isInstanceOf(ConflictException.class);
    assertThat(accounts.find("ROOT")).map(Account::role).contains(Role.ADMIN);
  }

  @Test
  void anOwnerOfProjectsCannotBeDeleted() {
    String owner = create(Role.USER);
    long id = accounts.find(owner).orElseThrow().id();
    jdbc.sql("INSERT INTO projects (name, owner_id, created_at) VALUES ('p', ?, 0)")
        .param(id)
        .update();
    assertThatThrownBy(() -> accounts.delete(ROOT, owner))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("still owns projects");
    jdbc.sql("DELETE FROM projects").update();
    accounts.delete(ROOT, owner);
    assertThat(accounts.find(owner)).isEmpty();
  }

  @Test
  void aViewerIsWhatTheAccountIsNow() {
    String name = create(Role.USER);
    Authentication session = session(name);
    assertThat(viewers.of(session).admin()).isFalse();

    accounts.change(ROOT, name, Optional.empty(), Optional.of(Role.ADMIN));
    assertThat(viewers.of(session).admin()).isTrue();

    accounts.change(ROOT, name, Optional.of("anotherpassword"), Optional.empty());
    assertThat(viewers.current(session)).isEmpty();
    assertThat(viewers.current(session(name))).isPresent();
  }

  @Test
  void aRevokedTokenEndsWhatItStartedAndNothingElse() {
    String name = create(Role.USER);
    Viewer viewer = viewers.of(session(name));
    Token.Issued kept = tokens.create(viewer, "kept");
    Token.Issued revoked = tokens.create(viewer, "revoked");
    Authentication byKept = tokens.authenticate(kept.secret()).orElseThrow().toAuthentication();
    Authentication byRevoked =
        tokens.authenticate(revoked.secret()).orElseThrow().toAuthentication();
    assertThat(viewers.current(byRevoked)).contains(viewer);

    tokens.delete(viewer, revoked.token().id());

    assertThat(viewers.current(byRevoked)).isEmpty();
    assertThat(viewers.current(byKept)).contains(viewer);
    accounts.delete(ROOT, name);
    assertThat(viewers.current(byKept)).isEmpty();
    assertThat(tokens.authenticate(kept.secret())).isEmpty();
  }

  @Test
  void nobodyIsNoViewer() {
    assertThat(viewers.current(null)).isEmpty();
    assertThat(viewers.current(() -> "root")).isEmpty();
  }

  @Test
  void secretsDoNotShowInLogs() {
    Token.Issued issued = tokens.create(ROOT, "logged");
    assertThat(issued.toString()).doesNotContain(issued.secret());
    assertThat(new AdminSettings("root", "rootpassword").toString()).doesNotContain("rootpassword");
  }

  private String create(Role role) {
    return accounts.create(ROOT, "u" + UUID.randomUUID(), "longpassword", role).username();
  }

  private Authentication session(String name) {
    Accounts.Password stored = accounts.password(name).orElseThrow();
    return SignedIn.withPassword(stored.id(), stored.username(), stored.passwordHash())
        .toAuthentication();
  }
}
