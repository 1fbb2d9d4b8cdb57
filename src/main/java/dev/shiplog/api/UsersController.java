package dev.shiplog.api;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.shiplog.account.Account;
import dev.shiplog.account.Accounts;
import dev.shiplog.account.Role;
import dev.shiplog.account.Tokens;
import dev.shiplog.account.Viewer;
import dev.shiplog.problem.InvalidInputException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Users, for administrators. */
@RestController
@RequestMapping("/api/users")
class UsersController {

  private final Accounts accounts;
  private final Tokens tokens;

  UsersController(Accounts accounts, Tokens tokens) {
    this.accounts = accounts;
    this.tokens = tokens;
  }

  @GetMapping
  Envelope<List<UserView>> list(Viewer viewer) {
    return Envelope.ok(accounts.list(viewer).stream().map(UserView::of).toList());
  }

  @PostMapping
  ResponseEntity<Envelope<UserView>> create(Viewer viewer, @RequestBody UserRequest request) {
    Account created =
        accounts.create(
            viewer,
            request.username == null ? "" : request.username,
            request.password == null ? "" : request.password,
            request.parsedRole().orElse(Role.USER));
    return ResponseEntity.created(URI.create("/api/users/" + created.username()))
        .body(Envelope.ok(UserView.of(created), "User created"));
  }

  /** Changes what the body names; a username stays what it is. */
  @PutMapping("/{username}")
  Envelope<UserView> change(
      Viewer viewer, @PathVariable String username, @RequestBody UserRequest request) {
    if (request.username != null && !request.username.equalsIgnoreCase(username)) {
      throw new InvalidInputException("username", "A username cannot be changed.");
    }
    Account changed =
        accounts.change(
            viewer, username, Optional.ofNullable(request.password), request.parsedRole());
    if (Boolean.TRUE.equals(request.endTokens)) {
      tokens.deleteAll(viewer, username);
    }
    return Envelope.ok(UserView.of(changed), changed(viewer, request, username));
  }

  @DeleteMapping("/{username}")
  Envelope<Void> delete(Viewer viewer, @PathVariable String username) {
    accounts.delete(viewer, username);
    return Envelope.ok(null, "User deleted");
  }

  /** A new password ends sessions, but no tokens: says which of them live on. */
  private String changed(Viewer viewer, UserRequest request, String username) {
    List<String> alive = request.password == null ? List.of() : tokens.names(viewer, username);
    return alive.isEmpty()
        ? "User changed"
        : "User changed. These tokens still work: "
            + String.join(", ", alive)
            + ". Send \"endTokens\": true to end them.";
  }

  private record UserRequest(
      @Nullable String username,
      @Nullable String password,
      @Nullable String role,
      @JsonAlias("end_tokens") @Nullable Boolean endTokens) {

    Optional<Role> parsedRole() {
      return Optional.ofNullable(role).map(Role::parse);
    }

    @Override
    public String toString() {
      return "UserRequest[" + username + "]";
    }
  }

  private record UserView(
      long id, String username, Role role, @JsonProperty("created_at") Instant createdAt) {

    static UserView of(Account account) {
      return new UserView(account.id(), account.username(), account.role(), account.createdAt());
    }
  }
}
