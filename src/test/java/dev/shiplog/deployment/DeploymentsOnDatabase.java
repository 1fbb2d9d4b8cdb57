package dev.shiplog.deployment;

import static dev.shiplog.deployment.DeploymentStatus.SUCCESS;
import static dev.shiplog.project.Repositories.MEMBER;
import static dev.shiplog.project.Repositories.OWNER;

import dev.shiplog.account.Viewer;
import dev.shiplog.project.Projects;
import dev.shiplog.project.Repositories;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two apps of one project, and both sides of their deployments, over a fresh database. */
abstract class DeploymentsOnDatabase {

  static final String RUNNER = "runner-1";

  Repositories repositories;
  Deployments deployments;
  DeploymentQueue queue;
  long shop;
  long web;
  long api;

  abstract DataSource freshDatabase();

  @BeforeEach
  final void createTwoApps() {
    repositories = new Repositories(freshDatabase());
    deployments = repositories.get(Deployments.class);
    queue = repositories.get(DeploymentQueue.class);
    Projects projects = repositories.get(Projects.class);
    shop = projects.create(OWNER, "Shop").id();
    projects.addMember(OWNER, shop, MEMBER.username());
    web = repositories.createApp(shop, "web", "https://example.org/web.git");
    api = repositories.createApp(shop, "api", "");
  }

  @AfterEach
  final void close() {
    repositories.close();
  }

  static <T> List<T> together(int threads, Callable<T> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        futures.add(
            pool.submit(
                () -> {
                  start.await(10, TimeUnit.SECONDS);
                  return work.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get(60, TimeUnit.SECONDS));
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  Deployment queue(long app) {
    return deployments.queue(OWNER, app, Optional.empty(), Optional.empty());
  }

  Deployment queueAs(Viewer viewer, long app, String key) {
    return deployments.queue(viewer, app, Optional.empty(), Optional.of(key));
  }

  Optional<Deployment> claim() {
    return queue.claim(RUNNER, "token");
  }

  boolean finish(Deployment deployment, DeploymentStatus end) {
    Optional<String> error = end == SUCCESS ? Optional.empty() : Optional.of("because");
    return queue.finish(deployment.id(), end, error, 7, 70);
  }

  Deployment read(Deployment deployment) {
    return deployments.get(OWNER, deployment.id());
  }

  DeploymentPage list(DeploymentFilter filter, int page) {
    return deployments.list(OWNER, filter, page, 2);
  }

  List<Deployment> changes() {
    return repositories.events(DeploymentChanged.class).stream()
        .map(DeploymentChanged::deployment)
        .toList();
  }
}
