package dev.shiplog;

import dev.shiplog.account.PasswordReset;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.resilience.annotation.EnableResilientMethods;

/** Starts Shiplog. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableResilientMethods(proxyTargetClass = true)
public class ShiplogApplication {

  /** Runs the server until it is told to stop, or a command: {@link PasswordReset}. */
  public static void main(String[] args) {
    if (args.length > 0 && args[0].equals(PasswordReset.COMMAND)) {
      System.exit(PasswordReset.run(args, System.out));
    }
    SpringApplication.run(ShiplogApplication.class, args);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
