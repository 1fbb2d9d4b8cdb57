package dev.shiplog.problem;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.resilience.annotation.Retryable;

/**
 * What its methods do is done again, from its start, when the database has rolled it back because
 * somebody else held or took a lock: nothing of it was stored. Only the outermost such method is
 * repeated, with its transaction.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Retryable(
    predicate = LockConflict.class,
    maxRetries = 8,
    delay = 10,
    jitter = 10,
    multiplier = 2,
    maxDelay = 300,
    timeout = 60_000)
public @interface RetriedWhenLocked {}
