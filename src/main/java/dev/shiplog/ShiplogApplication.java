package dev.shiplog;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Starts Shiplog. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ShiplogApplication {

  /** Runs the server until it is told to stop. */
  public static void main(String[] args) {
    SpringApplication.run(ShiplogApplication.class, args);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
