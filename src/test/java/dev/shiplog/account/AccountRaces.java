package dev.shiplog.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.problem.ConflictException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionTemplate;

/** There is one first administrator and always a last one, also when everybody acts at once. */
abstract class AccountRaces {

  private static final Viewer ADMIN = new Viewer(0, "somebody", true);
  private static final int ROUNDS = 30;
  private static final int AT_ONCE = 4;

  private final ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
  private final CyclicBarrier together = new CyclicBarrier(AT_ONCE);
  private List<Accounts> servers = List.of();
  private JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource());

  abstract DataSource freshDatabase();

  /** How many servers may share this database. */
  abstract int servers();

  @BeforeEach
  void start() {
    DataSource database = freshDatabase();
    jdbc = JdbcClient.create(database);
    servers = new ArrayList<>();
    for (int i = 0; i < servers(); i++) {
      var transactions = new TransactionTemplate(new JdbcTransactionManager(database));
      Viewers viewers = new Viewers(jdbc, new OpenSessions());
      servers.add(
          new Accounts(jdbc, transactions, new Plain(), viewers, event -> {}, Clock.systemUTC()));
    }
  }

  @AfterEach
  void stop() {
    pool.shutdownNow();
  }

  @Test
  void onlyOneOfManyBecomesTheFirstAdministrator() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      jdbc.sql("DELETE FROM users").update();
      List<Boolean> outcomes =
          atOnce((accounts, name) -> accounts.createFirst(name, "longpassword").isPresent());
      assertThat(outcomes).containsOnlyOnce(true);
      assertThat(administrators()).isEqualTo(1);
    }
  }

  @Test
  void administratorsWhoDemoteEachOtherLeaveOne() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      jdbc.sql("DELETE FROM users").update();
      for (int i = 0; i < AT_ONCE; i++) {
        jdbc.sql(
                "INSERT INTO users (username, password_hash, role, created_at)"
                    + " VALUES (?, 'x', 'ADMIN', 0)")
            .param("boss" + i)
            .update();
      }
      List<Boolean> outcomes = atOnce(AccountRaces::demoted);
      assertThat(outcomes).containsOnlyOnce(false);
      assertThat(administrators()).isEqualTo(1);
    }
  }

  private List<Boolean> atOnce(Act act) throws Exception {
    List<Callable<Boolean>> acts = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      Accounts accounts = servers.get(i % servers.size());
      String name = "boss" + i;
      acts.add(() -> act.on(accounts, name));
    }
    List<Boolean> outcomes = new ArrayList<>();
    for (Future<Boolean> outcome : pool.invokeAll(acts)) {
      outcomes.add(outcome.get());
    }
    return outcomes;
  }

  private static boolean demoted(Accounts accounts, String name) {
    try {
      accounts.change(ADMIN, name, Optional.of("longpassword"), Optional.of(Role.USER));
      return true;
    } catch (ConflictException e) {
      return false;
    }
  }

  private long administrators() {
    return jdbc.sql("SELECT COUNT(*) FROM users WHERE role = 'ADMIN'").query(Long.class).single();
  }

  private interface Act {
    boolean on(Accounts accounts, String name);
  }

  /** Hashes nothing, but waits until all are about to write. */
  private final class Plain implements PasswordEncoder {

    @Override
    public String encode(@Nullable CharSequence password) {
      try {
        together.await();
      } catch (InterruptedException | BrokenBarrierException e) {
        throw new IllegalStateException(e);
      }
      return "{noop}" + password;
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
      return false;
    }
  }
}
