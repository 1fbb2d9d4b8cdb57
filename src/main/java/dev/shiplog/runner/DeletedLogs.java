package dev.shiplog.runner;

import dev.shiplog.log.LogStore;
import dev.shiplog.project.AppDeleted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Removes the logs of deleted apps. */
@Component
class DeletedLogs {

  private static final Logger log = LoggerFactory.getLogger(DeletedLogs.class);

  private final LogStore store;

  DeletedLogs(LogStore store) {
    this.store = store;
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(AppDeleted event) {
    event.deploymentIds().forEach(this::delete);
  }

  private void delete(long id) {
    try {
      store.delete(id);
    } catch (RuntimeException | Error e) {
      log.error("The log of the deleted deployment {} stays; remove it by hand", id, e);
    }
  }
}
