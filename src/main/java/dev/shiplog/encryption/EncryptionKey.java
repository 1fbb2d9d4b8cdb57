package dev.shiplog.encryption;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.encrypt.AesGcmBytesEncryptor;
import org.springframework.security.crypto.encrypt.BytesEncryptor;
import org.springframework.security.crypto.keygen.KeyGenerators;

/**
 * An AES-256 key in GCM (NIST SP 800-38D). What it encrypts reads {@code v1:<name of the
 * key>:<base64 of IV, ciphertext and tag>}; the IV is new each time.
 */
final class EncryptionKey {

  static final int BYTES = 32;

  private static final String VERSION = "v1";
  private static final int NAME_BYTES = 4;

  private final String name;
  private final BytesEncryptor cipher;

  /**
   * @param key {@value #BYTES} random bytes
   */
  private EncryptionKey(byte[] key) {
    this.name = HexFormat.of().formatHex(Arrays.copyOf(sha256(key), NAME_BYTES));
    this.cipher = AesGcmBytesEncryptor.withSecretKey(new SecretKeySpec(key, "AES")).build();
  }

  /** A new random key, as {@link #parse} takes it. */
  static String random() {
    return Base64.getEncoder().encodeToString(KeyGenerators.secureRandom(BYTES).generateKey());
  }

  /**
   * The key that is written as base64.
   *
   * @throws IllegalArgumentException for anything but {@value #BYTES} bytes; says nothing of them
   */
  static EncryptionKey parse(String base64) {
    byte[] key = Base64.getDecoder().decode(base64);
    if (key.length != BYTES) {
      throw new IllegalArgumentException("not " + BYTES + " bytes");
    }
    return new EncryptionKey(key);
  }

  /** Tells keys apart without telling what they are: eight hexadecimal digits. */
  String name() {
    return name;
  }

  /** What all that it encrypted begins with, and nothing of another key. */
  String prefix() {
    return VERSION + ":" + name + ":";
  }

  String encrypt(String text) {
    byte[] encrypted = cipher.encrypt(text.getBytes(StandardCharsets.UTF_8));
    return prefix() + Base64.getEncoder().encodeToString(encrypted);
  }

  /** The text again; throws what the cipher throws if it is damaged. */
  String decrypt(String encrypted) {
    byte[] bytes = Base64.getDecoder().decode(encrypted.substring(prefix().length()));
    return new String(cipher.decrypt(bytes), StandardCharsets.UTF_8);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
