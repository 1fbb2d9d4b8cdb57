package dev.shiplog.project;

import dev.shiplog.account.Viewer;
import dev.shiplog.encryption.Encryption;
import dev.shiplog.encryption.EncryptionSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The repositories over a database, with transactions as in the server, four users, a clock that
 * only moves when told, and a record of every event.
 */
public final class Repositories implements AutoCloseable {

  /** Owns what the tests create. */
  public static final Viewer OWNER = new Viewer(1, "ann", false);

  /** Becomes a member where a test says so. */
  public static final Viewer MEMBER = new Viewer(2, "bob", false);

  /** Has nothing to do with the project. */
  public static final Viewer STRANGER = new Viewer(3, "eve", false);

  /** Sees everything. */
  public static final Viewer ADMIN = new Viewer(4, "root", true);

  /** What the clock says first. */
  public static final Instant START = Instant.parse("2025-11-14T10:00:00.123Z");

  static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final List<Object> events = new CopyOnWriteArrayList<>();
  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();

  /** Opens the repositories; closing them closes the database. */
  public Repositories(DataSource database) {
    JdbcTransactionManager transactions = new JdbcTransactionManager(database);
    context.getBeanFactory().setConversionService(new ApplicationConversionService());
    context.registerBean(DataSource.class, () -> database);
    context.registerBean(JdbcClient.class, () -> JdbcClient.create(database));
    context.registerBean(PlatformTransactionManager.class, () -> transactions);
    context.registerBean(TransactionTemplate.class, () -> new TransactionTemplate(transactions));
    context.registerBean(Clock.class, SteppedClock::new);
    context.registerBean(
        EncryptionSettings.class, () -> new EncryptionSettings(List.of(KEY), Path.of(""), false));
    context.registerBean(Encryption.class, () -> new Encryption(List.of(KEY)));
    context.registerBean(
        GitProtocols.class, () -> new GitProtocols(List.of("https", "http", "ssh", "git")));
    context.registerBean(AppCreation.class, () -> new AppCreation(AppCreation.Creators.EVERYBODY));
    context.register(Transactions.class);
    context.scan("dev.shiplog.project", "dev.shiplog.deployment");
    context.addApplicationListener(
        event ->
            events.add(
                event instanceof PayloadApplicationEvent<?> payload
                    ? payload.getPayload()
                    : event));
    context.refresh();
    List.of(OWNER, MEMBER, STRANGER, ADMIN).forEach(this::insert);
  }

  /** The repository of this type. */
  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  /** The database, for what the repositories do not tell. */
  public JdbcClient jdbc() {
    return get(JdbcClient.class);
  }

  /** The events of a type so far, oldest first. */
  public <T> List<T> events(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Tells the repositories what happened elsewhere. */
  public void publish(Object event) {
    context.publishEvent(event);
  }

  /** Moves the clock on. */
  public void advance(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  /** Creates an app of the owner; returns its id. */
  public long createApp(long projectId, String name, String repository) {
    return get(Apps.class).create(OWNER, projectId, settings(name, repository)).id();
  }

  /** Settings with a build and a deploy command and no variables. */
  public static AppSettings settings(String name, String repository) {
    return new AppSettings(
        name, repository, "", "make", "make deploy", Map.of(), Map.of(), Optional.empty());
  }

  @Override
  public void close() {
    context.close();
  }

  private void insert(Viewer user) {
    jdbc()
        .sql("INSERT INTO users VALUES (:id, :name, 'x', :role, 0)")
        .param("id", user.id())
        .param("name", user.username())
        .param("role", user.admin() ? "ADMIN" : "USER")
        .update();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement(proxyTargetClass = true)
  @EnableResilientMethods(proxyTargetClass = true)
  static class Transactions {}

  private final class SteppedClock extends Clock {

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now.get();
    }
  }
}
