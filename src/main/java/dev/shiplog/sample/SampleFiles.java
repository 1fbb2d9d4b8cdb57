package dev.shiplog.sample;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * Serves the samples' repositories to git, and nothing else. A build can write into their directory
 * where it is not kept apart from the server, and everybody may read here: so only what git asks
 * for is answered, never through a link, and as bytes that no browser opens.
 */
@Controller
class SampleFiles {

  /** What a fetch by git's "dumb" protocol asks for (gitprotocol-http, gitrepository-layout). */
  private static final Pattern NAME =
      Pattern.compile(
          "/(?:"
              + String.join("|", Samples.names())
              + ")\\.git/(?:HEAD|info/refs|objects/info/packs"
              + "|objects/[0-9a-f]{2}/[0-9a-f]{38}(?:[0-9a-f]{24})?"
              + "|objects/pack/pack-[0-9a-f]{40}(?:[0-9a-f]{24})?\\.(?:pack|idx))");

  /** Far more than the largest of them has. */
  private static final int MAX_BYTES = 256 * 1024;

  private final SampleRepositories repositories;

  SampleFiles(SampleRepositories repositories) {
    this.repositories = repositories;
  }

  @GetMapping(SampleRepositories.PATH + "{*name}")
  ResponseEntity<byte[]> file(@PathVariable String name) throws IOException {
    Optional<byte[]> content = NAME.matcher(name).matches() ? read(name) : Optional.empty();
    if (content.isEmpty()) {
      return ResponseEntity.notFound().build();
    }
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .header("Content-Security-Policy", "sandbox")
        .header("X-Content-Type-Options", "nosniff")
        .body(content.get());
  }

  /** Empty if there is no such file, or none that the server can have made. */
  private Optional<byte[]> read(String name) throws IOException {
    Path root = repositories.root();
    Path file = root.resolve(name.substring(1));
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || !file.toRealPath().equals(root.toRealPath().resolve(name.substring(1)))
        || hasOtherNames(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] content = in.readNBytes(MAX_BYTES + 1);
      return content.length > MAX_BYTES ? Optional.empty() : Optional.of(content);
    }
  }

  /** Whether it is a hard link to something else, as far as the file system can tell. */
  private static boolean hasOtherNames(Path file) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("unix")
        && !Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS).equals(1);
  }
}
