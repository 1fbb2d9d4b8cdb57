package dev.shiplog.account;

import dev.shiplog.problem.NotFoundException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * The command {@code reset-password NAME}, for an administrator who has lost theirs: whoever may
 * read the server's files on its machine may set any password. It has the server's settings, but
 * starts no server.
 */
public final class PasswordReset {

  /** The command's first argument. */
  public static final String COMMAND = "reset-password";

  private PasswordReset() {}

  /**
   * Prints a new password for the user, and which of their tokens live on.
   *
   * @param args the command, the username, and settings as for the server
   * @return 0 when it is done, else 1
   */
  public static int run(String[] args, PrintStream out) {
    if (args.length < 2 || args[1].startsWith("--")) {
      out.println("Say whose: " + COMMAND + " NAME");
      return 1;
    }
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Parts.class)
            .web(WebApplicationType.NONE)
            .bannerMode(Banner.Mode.OFF)
            .properties("logging.level.root=ERROR")
            .run(args)) {
      String password = context.getBean(Accounts.class).reset(args[1]);
      out.println("The new password of " + args[1] + " is " + password);
      List<String> tokens =
          context.getBean(Tokens.class).names(new Viewer(0, COMMAND, true), args[1]);
      out.println(
          tokens.isEmpty()
              ? "Their sessions have ended; they have no API tokens."
              : "Their sessions have ended; these API tokens still work: "
                  + String.join(", ", tokens));
      return 0;
    } catch (NotFoundException e) {
      out.println("There is no user named " + args[1]);
    } catch (DataAccessException e) {
      out.println(
          "The database cannot be used. If it is the H2 file in the data directory, stop the server"
              + " first, and give the command the server's settings: "
              + e.getMostSpecificCause().getMessage());
    }
    return 1;
  }

  @ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    TransactionAutoConfiguration.class
  })
  @Import({Accounts.class, OpenSessions.class, Tokens.class, Viewers.class})
  static class Parts {

    @Bean
    static PasswordEncoder passwordEncoder() {
      return BoundedPasswordEncoder.ofThisMachine();
    }

    @Bean
    static Clock clock() {
      return Clock.systemUTC();
    }
  }
}
