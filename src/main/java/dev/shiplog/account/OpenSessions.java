package dev.shiplog.account;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The sessions that have not ended. Sockets and other long answers outlive the request that opened
 * them; by this they can tell that their session is gone. A user has at most {@value #MOST}: one
 * more ends their oldest.
 */
@Component
class OpenSessions {

  private static final int MOST = 50;

  private static final String ATTRIBUTE = OpenSessions.class.getName();

  /** By user, then by name, the oldest first; guarded by this. */
  private final Map<Long, Map<String, HttpSession>> sessions = new HashMap<>();

  /** Names the session of a user who has just signed in. */
  String open(HttpSession session, long userId) {
    String name = Secrets.random256();
    Optional<HttpSession> oldest = add(name, session, userId);
    session.setAttribute(ATTRIBUTE, new Entry(name, userId));
    oldest.ifPresent(OpenSessions::end);
    return name;
  }

  /** Whether the session is still there; what was for one request only always is. */
  synchronized boolean isOpen(SignedIn who) {
    return who.session().isEmpty()
        || sessions.getOrDefault(who.userId(), Map.of()).containsKey(who.session());
  }

  private synchronized Optional<HttpSession> add(String name, HttpSession session, long userId) {
    Map<String, HttpSession> own = sessions.computeIfAbsent(userId, id -> new LinkedHashMap<>());
    own.put(name, session);
    if (own.size() <= MOST) {
      return Optional.empty();
    }
    Iterator<HttpSession> eldest = own.values().iterator();
    HttpSession oldest = eldest.next();
    eldest.remove();
    return Optional.of(oldest);
  }

  private synchronized void remove(String name, long userId) {
    sessions.computeIfPresent(
        userId,
        (id, own) -> {
          own.remove(name);
          return own.isEmpty() ? null : own;
        });
  }

  private static void end(HttpSession session) {
    try {
      session.invalidate();
    } catch (IllegalStateException e) {
      // It has ended by itself.
    }
  }

  /** Hears of the session's end, however it comes. */
  private final class Entry implements HttpSessionBindingListener {

    private final String name;
    private final long userId;

    Entry(String name, long userId) {
      this.name = name;
      this.userId = userId;
    }

    @Override
    public void valueUnbound(HttpSessionBindingEvent event) {
      remove(name, userId);
    }
  }
}
