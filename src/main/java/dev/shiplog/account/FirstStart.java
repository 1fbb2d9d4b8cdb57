package dev.shiplog.account;

import dev.shiplog.problem.InvalidInputException;
import dev.shiplog.problem.NotFoundException;
import dev.shiplog.site.PublicAddress;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * How a new server gets its first administrator: from the settings, or from the person who can read
 * the server's log and so knows the one-time code.
 */
@Component
public class FirstStart implements SmartInitializingSingleton {

  private static final Logger log = LoggerFactory.getLogger(FirstStart.class);

  private final Accounts accounts;
  private final AdminSettings settings;
  private final PublicAddress site;
  private final Environment environment;
  private final String code = Secrets.randomCode();
  private volatile boolean open = true;

  FirstStart(
      Accounts accounts, AdminSettings settings, PublicAddress site, Environment environment) {
    this.accounts = accounts;
    this.settings = settings;
    this.site = site;
    this.environment = environment;
  }

  /** Creates the configured administrator before the server answers its first request. */
  @Override
  public void afterSingletonsInstantiated() {
    if (!settings.isSet() || !isOpen()) {
      return;
    }
    if (!settings.isComplete()) {
      throw new IllegalStateException(
          "Set both shiplog.admin.username and shiplog.admin.password, or neither");
    }
    try {
      accounts
          .createFirst(settings.username(), settings.password())
          .ifPresent(account -> log.info("Created the administrator {}", account.username()));
    } catch (InvalidInputException e) {
      throw new IllegalStateException("shiplog.admin." + e.field() + ": " + e.getMessage(), e);
    }
  }

  /** Whether there are no users yet. Costs a query only while that is so: users never run out. */
  public boolean isOpen() {
    if (open && !accounts.isEmpty()) {
      open = false;
    }
    return open;
  }

  /**
   * Creates the first administrator.
   *
   * @param typedCode the code from the log, in any case, with or without dashes
   * @throws InvalidInputException for the fields "code", "username" and "password"
   * @throws NotFoundException when there is a user already
   */
  public Account createAdministrator(String typedCode, String username, String password) {
    requireOpen();
    if (!Secrets.same(bare(typedCode), bare(code))) {
      throw new InvalidInputException(
          "code", "Enter the set-up code from the server's log of its last start.");
    }
    Account account =
        accounts.createFirst(username, password).orElseThrow(FirstStart::alreadySetUp);
    open = false;
    log.info("Created the administrator {}", account.username());
    return account;
  }

  /**
   * Hides the set-up once it is done.
   *
   * @throws NotFoundException when there is a user already
   */
  public void requireOpen() {
    if (!isOpen()) {
      throw alreadySetUp();
    }
  }

  @EventListener(ApplicationReadyEvent.class)
  void printCode() {
    if (isOpen()) {
      log.warn(
          """


          ==================================================================
            Shiplog has no users yet. Create the administrator at
              {}/setup
            with the one-time set-up code
              {}
          ==================================================================
          """,
          address(),
          code);
    }
  }

  String code() {
    return code;
  }

  private String address() {
    return site.configured()
        .orElseGet(
            () -> "http://localhost:" + environment.getProperty("local.server.port", "8080"));
  }

  private static String bare(String code) {
    return code.replaceAll("[^0-9A-Za-z]", "").toUpperCase(Locale.ROOT);
  }

  private static NotFoundException alreadySetUp() {
    return new NotFoundException("There is nothing at this address.");
  }
}
