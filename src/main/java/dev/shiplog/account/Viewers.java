package dev.shiplog.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.Principal;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * Who is asking, as their account is now: a deleted user, a changed role or password and a revoked
 * token take effect at once on this server and within 5 s on others that share the database.
 */
@Component
public class Viewers {

  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final int REMEMBERED = 10_000;

  private final JdbcClient jdbc;
  private final OpenSessions sessions;
  private final Cache<Long, Optional<State>> states =
      Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(REMEMBERED).build();

  Viewers(JdbcClient jdbc, OpenSessions sessions) {
    this.jdbc = jdbc;
    this.sessions = sessions;
  }

  /**
   * The viewer behind an {@link Authentication}, which is also what {@code
   * HttpServletRequest.getUserPrincipal()} and {@code WebSocketSession.getPrincipal()} return. Ask
   * again whenever time has passed: sockets outlive accounts.
   *
   * @return empty when nobody is signed in or the account or credential is gone
   */
  public Optional<Viewer> current(@Nullable Principal principal) {
    return signedIn(principal)
        .filter(sessions::isOpen)
        .flatMap(who -> states.get(who.userId(), this::load).filter(state -> state.accepts(who)))
        .map(State::viewer);
  }

  /**
   * Like {@link #current(Principal)} where somebody must be signed in.
   *
   * @throws org.springframework.security.core.AuthenticationException when nobody is
   */
  public Viewer of(@Nullable Principal principal) {
    return current(principal)
        .orElseThrow(() -> new InsufficientAuthenticationException("Authentication required"));
  }

  /**
   * The viewers behind all of these, by principal, for at most one query; those of whom {@link
   * #current(Principal)} is empty are missing.
   */
  public <P extends Principal> Map<P, Viewer> allCurrent(Collection<P> principals) {
    Set<Long> ids =
        principals.stream()
            .flatMap(principal -> signedIn(principal).stream())
            .map(SignedIn::userId)
            .collect(Collectors.toSet());
    Map<Long, Optional<State>> known = new HashMap<>(states.getAllPresent(ids));
    ids.removeAll(known.keySet());
    // Not remembered: what is forgotten while this reads would come back.
    load(ids).forEach((id, state) -> known.put(id, Optional.of(state)));
    Map<P, Viewer> viewers = new HashMap<>();
    for (P principal : principals) {
      signedIn(principal)
          .filter(sessions::isOpen)
          .flatMap(
              who ->
                  known
                      .getOrDefault(who.userId(), Optional.empty())
                      .filter(state -> state.accepts(who)))
          .ifPresent(state -> viewers.put(principal, state.viewer()));
    }
    return viewers;
  }

  /** Whether somebody came in by a session, whose cookie a browser sends along from any site. */
  public boolean isBySession(@Nullable Principal principal) {
    return signedIn(principal).filter(who -> !who.session().isEmpty()).isPresent();
  }

  /** Makes the next question about this user read the database. */
  void forget(long userId) {
    states.invalidate(userId);
  }

  static Optional<SignedIn> signedIn(@Nullable Principal principal) {
    if (principal instanceof Authentication authentication
        && authentication.isAuthenticated()
        && authentication.getPrincipal() instanceof SignedIn who) {
      return Optional.of(who);
    }
    return Optional.empty();
  }

  private Optional<State> load(long userId) {
    return Optional.ofNullable(load(Set.of(userId)).get(userId));
  }

  private Map<Long, State> load(Set<Long> userIds) {
    if (userIds.isEmpty()) {
      return Map.of();
    }
    Map<Long, State> loaded = new HashMap<>();
    jdbc.sql(
            """
            SELECT u.id, u.username, u.role, u.password_hash, t.id AS token_id
            FROM users u LEFT JOIN tokens t ON t.user_id = u.id WHERE u.id IN (:ids)
            """)
        .param("ids", userIds)
        .query(Row.class)
        .list()
        .forEach(row -> loaded.computeIfAbsent(row.id(), id -> State.of(row)).add(row));
    return loaded;
  }

  private record Row(
      long id, String username, Role role, String passwordHash, @Nullable Long tokenId) {}

  private record State(Viewer viewer, Set<String> credentials) {

    static State of(Row user) {
      Set<String> credentials = new HashSet<>();
      credentials.add(SignedIn.passwordCredential(user.passwordHash()));
      return new State(
          new Viewer(user.id(), user.username(), user.role() == Role.ADMIN), credentials);
    }

    void add(Row row) {
      if (row.tokenId() != null) {
        credentials.add(SignedIn.tokenCredential(row.tokenId()));
      }
    }

    boolean accepts(SignedIn who) {
      return credentials.contains(who.credential());
    }
  }
}
