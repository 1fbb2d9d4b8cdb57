package dev.shiplog.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.Principal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private final Cache<Long, Optional<State>> states =
      Caffeine.newBuilder().expireAfterWrite(FRESH).maximumSize(REMEMBERED).build();

  Viewers(JdbcClient jdbc) {
    this.jdbc = jdbc;
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
        .flatMap(
            who ->
                states
                    .get(who.userId(), this::load)
                    .filter(state -> state.credentials().contains(who.credential())))
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
    List<Row> rows =
        jdbc.sql(
                """
                SELECT u.id, u.username, u.role, u.password_hash, t.id AS token_id
                FROM users u LEFT JOIN tokens t ON t.user_id = u.id WHERE u.id = ?
                """)
            .param(userId)
            .query(Row.class)
            .list();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Row user = rows.get(0);
    Set<String> credentials = new HashSet<>();
    credentials.add(SignedIn.passwordCredential(user.passwordHash()));
    for (Row row : rows) {
      if (row.tokenId() != null) {
        credentials.add(SignedIn.tokenCredential(row.tokenId()));
      }
    }
    Viewer viewer = new Viewer(user.id(), user.username(), user.role() == Role.ADMIN);
    return Optional.of(new State(viewer, credentials));
  }

  private record Row(
      long id, String username, Role role, String passwordHash, @Nullable Long tokenId) {}

  private record State(Viewer viewer, Set<String> credentials) {}
}
