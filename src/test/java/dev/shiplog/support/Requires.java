package dev.shiplog.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the tests only where the requirement is met and says so where it is not. Where the
 * environment variable {@code SHIPLOG_TEST_REQUIRE} names the requirement, they fail instead.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Repeatable(Requires.All.class)
@ExtendWith(RequirementCondition.class)
public @interface Requires {

  /** What the tests need. */
  Requirement value();

  /** Several requirements on one element. */
  @Target({ElementType.TYPE, ElementType.METHOD})
  @Retention(RetentionPolicy.RUNTIME)
  @Inherited
  @ExtendWith(RequirementCondition.class)
  @interface All {

    /** All of them. */
    Requires[] value();
  }
}
