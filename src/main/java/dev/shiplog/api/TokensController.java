package dev.shiplog.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.shiplog.account.Token;
import dev.shiplog.account.Tokens;
import dev.shiplog.account.Viewer;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The viewer's own API tokens. */
@RestController
@RequestMapping("/api/tokens")
class TokensController {

  private final Tokens tokens;

  TokensController(Tokens tokens) {
    this.tokens = tokens;
  }

  @GetMapping
  Envelope<List<TokenView>> list(Viewer viewer) {
    return Envelope.ok(
        tokens.list(viewer).stream().map(token -> TokenView.of(token, null)).toList());
  }

  @PostMapping
  ResponseEntity<Envelope<TokenView>> create(Viewer viewer, @RequestBody TokenRequest request) {
    Token.Issued issued = tokens.create(viewer, request.name == null ? "" : request.name);
    return ResponseEntity.created(URI.create("/api/tokens/" + issued.token().id()))
        .body(
            Envelope.ok(
                TokenView.of(issued.token(), issued.secret()),
                "Keep the token now: it is not shown again."));
  }

  @DeleteMapping("/{id}")
  Envelope<Void> delete(Viewer viewer, @PathVariable long id) {
    tokens.delete(viewer, id);
    return Envelope.ok(null, "Token revoked");
  }

  private record TokenRequest(@Nullable String name) {}

  private record TokenView(
      long id,
      String name,
      @JsonProperty("created_at") Instant createdAt,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String token) {

    static TokenView of(Token token, @Nullable String secret) {
      return new TokenView(token.id(), token.name(), token.createdAt(), secret);
    }
  }
}
