package dev.shiplog.encryption;

import java.util.List;
import java.util.Optional;

/**
 * Encrypts what must not stand in the database as it is, and reads it again. A value is not bound
 * to its row: whoever can exchange values there can exchange the commands that receive them as
 * well.
 */
public final class Encryption {

  private final List<EncryptionKey> keys;

  /**
   * @param keys 32 bytes each, as base64, one or more: the first encrypts, all decrypt
   * @throws EncryptionKeyException one of them is none
   */
  public Encryption(List<String> keys) {
    this.keys = keys.stream().map(Encryption::parsed).toList();
  }

  /** The text encrypted; never twice the same. Of n bytes become 4(n + 34)/3 + 12 characters. */
  public String encrypt(String text) {
    return current().encrypt(text);
  }

  /**
   * The text that was encrypted.
   *
   * @throws UnreadableSecretException it is damaged, or was encrypted with another key
   */
  public String decrypt(String encrypted) {
    EncryptionKey key = keyOf(encrypted).orElseThrow(UnreadableSecretException::new);
    try {
      return key.decrypt(encrypted);
    } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
      throw new UnreadableSecretException(e);
    }
  }

  /** Begins what {@link #encrypt} returns, and nothing that another key encrypted. */
  public String currentPrefix() {
    return current().prefix();
  }

  List<String> names() {
    return keys.stream().map(EncryptionKey::name).toList();
  }

  private EncryptionKey current() {
    return keys.get(0);
  }

  private Optional<EncryptionKey> keyOf(String encrypted) {
    return keys.stream().filter(key -> encrypted.startsWith(key.prefix())).findFirst();
  }

  private static EncryptionKey parsed(String key) {
    try {
      return EncryptionKey.parse(key);
    } catch (IllegalArgumentException e) {
      throw EncryptionKeyException.malformed();
    }
  }
}
