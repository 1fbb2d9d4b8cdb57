package dev.shiplog;

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

  /** Runs the server until it is told to stop. */
  public static void main(String[] args) {
    SpringApplication.run(ShiplogApplication.class, args);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
