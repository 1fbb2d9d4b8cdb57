package dev.shiplog.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.util.unit.DataSize;

/**
 * Writes and reads with several threads while the disk fills up and has space again. No reserve is
 * kept, so that H2's writes do fail. Prints what {@link ClosedDatabaseTest} expects.
 */
final class DatabaseOnFullDisk {

  private static final int THREADS = 6;

  private final Path disk;
  private final JdbcClient jdbc;
  private final ConcurrentMap<String, AtomicInteger> counts = new ConcurrentHashMap<>();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private volatile String phase = "before";

  private DatabaseOnFullDisk(Path disk) {
    this.disk = disk;
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl("jdbc:h2:file:" + disk + "/db;MODE=MySQL;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
    pool.setUsername("shiplog");
    pool.setPassword("shiplog");
    pool.setConnectionTimeout(5000);
    DataSize nothing = DataSize.ofBytes(0);
    DiskSpace space = new DiskSpace(List.of(disk), nothing, nothing, Clock.systemUTC());
    StorageConfiguration.prepare(pool, space);
    this.jdbc = JdbcClient.create(pool);
  }

  /** The disk is the one argument. */
  public static void main(String[] args) throws Exception {
    new DatabaseOnFullDisk(Path.of(args[0])).run();
  }

  private void run() throws IOException {
    jdbc.sql("CREATE TABLE lines (id BIGINT AUTO_INCREMENT PRIMARY KEY, text VARCHAR(4000))")
        .update();
    var daemons = new CustomizableThreadFactory("work-");
    daemons.setDaemon(true);
    var threads = Executors.newScheduledThreadPool(THREADS, daemons);
    for (int i = 0; i < THREADS; i++) {
      Runnable work = i % 2 == 0 ? this::write : this::read;
      threads.scheduleWithFixedDelay(work, 0, 20, TimeUnit.MILLISECONDS);
    }
    await("before: written", 50);
    phase = "filling";
    Path filling = disk.resolve("filling");
    fill(filling);
    await("filling: not written", 3);
    phase = "full";
    await("full: read", 300);
    phase = "freed";
    Files.delete(filling);
    await("freed: written", 10);
    phase = "after";
    await("after: written", 50);
    await("after: read", 50);
    threads.shutdown();
    Awaitility.await().until(threads::isTerminated);
    counts.forEach((what, count) -> System.out.println(what + "=" + count));
    System.out.println("acknowledged=" + acknowledged);
    System.out.println("stored=" + stored());
  }

  private void await(String what, int count) {
    Awaitility.await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> counts.getOrDefault(what, new AtomicInteger()).get() >= count);
  }

  private void write() {
    attempt(
        "written",
        () -> {
          jdbc.sql("INSERT INTO lines (text) VALUES (?)").param("x".repeat(4000)).update();
          acknowledged.incrementAndGet();
        });
  }

  private void read() {
    attempt("read", this::stored);
  }

  private int stored() {
    return jdbc.sql("SELECT COUNT(*) FROM lines").query(Integer.class).single();
  }

  private void attempt(String what, Runnable work) {
    String now = phase;
    try {
      work.run();
      count(now + ": " + what);
    } catch (RuntimeException e) {
      count(now + ": not " + what);
    }
  }

  private void count(String what) {
    counts.computeIfAbsent(what, it -> new AtomicInteger()).incrementAndGet();
  }

  private static void fill(Path filling) throws IOException {
    byte[] block = new byte[1024];
    try (OutputStream file = Files.newOutputStream(filling)) {
      while (true) {
        file.write(block);
      }
    } catch (IOException full) {
      System.out.println(full.getMessage());
    }
  }
}
