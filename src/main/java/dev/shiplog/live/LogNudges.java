package dev.shiplog.live;

import dev.shiplog.log.LogListener;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Passes the log's nudges on to the feeds, which themselves read the log. */
@Component
class LogNudges implements LogListener {

  private final ObjectProvider<Feeds> feeds;

  LogNudges(ObjectProvider<Feeds> feeds) {
    this.feeds = feeds;
  }

  @Override
  public void appended(long id) {
    feeds.ifAvailable(all -> all.appended(id));
  }
}
