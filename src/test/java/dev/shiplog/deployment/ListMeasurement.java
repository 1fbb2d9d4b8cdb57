package dev.shiplog.deployment;

import static dev.shiplog.project.Repositories.ADMIN;
import static dev.shiplog.project.Repositories.MEMBER;
import static dev.shiplog.project.Repositories.OWNER;
import static dev.shiplog.project.Repositories.STRANGER;

import com.zaxxer.hikari.HikariDataSource;
import dev.shiplog.account.Viewer;
import dev.shiplog.project.AppNames;
import dev.shiplog.project.Apps;
import dev.shiplog.project.Projects;
import dev.shiplog.project.Repositories;
import dev.shiplog.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.springframework.util.FileSystemUtils;

/**
 * Measures every list and count at 100,000 deployments of 1,000 apps in 50 projects, on H2 in a
 * file and on MySQL, and prints the median of five times in ms and what this process wrote
 * meanwhile (with H2: to its files, on Linux). Not part of the build; run it with
 *
 * <pre>{@code
 * mvn -q test-compile exec:exec \
 *     -Dexec.args="-Xmx512m -cp %classpath dev.shiplog.deployment.ListMeasurement"
 * }</pre>
 */
public final class ListMeasurement {

  private static final int DEPLOYMENTS = 100_000;
  private static final int SIZE = 50;
  private static final int TIMES = 5;

  private final Repositories repositories;
  private final Deployments deployments;
  private final DeploymentQueue queue;
  private final Map<String, Runnable> lists = new LinkedHashMap<>();

  private ListMeasurement(HikariDataSource database) {
    repositories = new Repositories(database);
    deployments = repositories.get(Deployments.class);
    queue = repositories.get(DeploymentQueue.class);
  }

  /** Measures; takes some minutes. */
  public static void main(String[] args) throws IOException {
    Path directory = Files.createTempDirectory("shiplog-lists");
    try {
      measure("H2", (HikariDataSource) TestDatabase.h2(directory));
      measure("MySQL", (HikariDataSource) TestDatabase.mySql());
    } finally {
      FileSystemUtils.deleteRecursively(directory);
    }
  }

  private static void measure(String engine, HikariDataSource database) throws IOException {
    var measurement = new ListMeasurement(database);
    ManyDeployments.fill(measurement.repositories.jdbc(), DEPLOYMENTS);
    for (Viewer viewer : List.of(ADMIN, OWNER, MEMBER, STRANGER)) {
      measurement.addListsOf(viewer);
    }
    measurement.addQueue();
    for (Map.Entry<String, Runnable> list : measurement.lists.entrySet()) {
      long before = written();
      long[] micros =
          LongStream.range(0, TIMES).map(i -> micros(list.getValue())).sorted().toArray();
      System.out.printf(
          "%-6s %-40s %9.1f ms %10d bytes%n",
          engine, list.getKey(), micros[TIMES / 2] / 1000.0, (written() - before) / TIMES);
    }
    measurement.repositories.close();
  }

  private void addListsOf(Viewer viewer) {
    Optional<Long> busy = Optional.of(ManyDeployments.BUSY_APP);
    Optional<DeploymentStatus> stopped = Optional.of(DeploymentStatus.STOPPED);
    Map<String, DeploymentFilter> filters = new LinkedHashMap<>();
    filters.put("all", DeploymentFilter.all());
    filters.put("of an app", new DeploymentFilter(busy, Optional.empty()));
    filters.put("stopped", new DeploymentFilter(Optional.empty(), stopped));
    filters.put("stopped of an app", new DeploymentFilter(busy, stopped));
    filters.forEach(
        (name, filter) -> {
          for (int page : List.of(1, 400)) {
            lists.put(
                "%s: %s, page %d".formatted(viewer.username(), name, page),
                () -> deployments.list(viewer, filter, page, SIZE));
          }
        });
    lists.put(viewer.username() + ": newest by app", () -> deployments.latestByApp(viewer));
    Apps apps = repositories.get(Apps.class);
    lists.put(viewer.username() + ": apps", () -> apps.visibleTo(viewer));
    AppNames names = repositories.get(AppNames.class);
    lists.put(viewer.username() + ": names of apps", () -> names.visibleTo(viewer));
    Projects projects = repositories.get(Projects.class);
    lists.put(viewer.username() + ": projects", () -> projects.visibleTo(viewer));
  }

  private void addQueue() {
    for (long app = 1; app < 200; app++) {
      queue(app);
    }
    Deployment last = queue(200);
    lists.put("place in a queue of 200", () -> deployments.placeInQueue(last));
    lists.put("claim of a queue of 200", () -> queue.claim("runner-1", "token"));
    lists.put("stops asked for", () -> queue.stopsRequested("runner-1"));
    lists.put("what a lost server ran", () -> queue.claimedBy("runner-1"));
  }

  private Deployment queue(long app) {
    return deployments.queue(OWNER, app, Optional.empty(), Optional.empty());
  }

  private static long micros(Runnable list) {
    long start = System.nanoTime();
    list.run();
    return (System.nanoTime() - start) / 1000;
  }

  private static long written() throws IOException {
    Path counters = Path.of("/proc/self/io");
    if (!Files.isReadable(counters)) {
      return 0;
    }
    try (var lines = Files.lines(counters)) {
      return lines
          .filter(line -> line.startsWith("wchar: "))
          .mapToLong(line -> Long.parseLong(line.substring("wchar: ".length())))
          .sum();
    }
  }
}
