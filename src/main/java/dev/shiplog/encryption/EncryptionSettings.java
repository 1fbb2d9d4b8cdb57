package dev.shiplog.encryption;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * With what secrets are encrypted in the database.
 *
 * @param key 32 random bytes as base64; further ones only decrypt, so that a key can be changed;
 *     empty: those of the file
 * @param keyFile holds such keys, one a line; created at the first start unless there is a key
 * @param discardUnreadable whether this start removes what none of the keys can decrypt
 */
@ConfigurationProperties("shiplog.encryption")
public record EncryptionSettings(
    @DefaultValue List<String> key,
    Path keyFile,
    @DefaultValue("false") boolean discardUnreadable) {

  /** Takes blank entries, as of an empty environment variable, for none. */
  public EncryptionSettings {
    key = key.stream().map(String::strip).filter(it -> !it.isEmpty()).toList();
  }

  /** Leaves out the keys. */
  @Override
  public String toString() {
    return "EncryptionSettings[" + keyFile + "]";
  }
}
