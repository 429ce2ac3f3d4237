package io.cityward.alerts.registry;

import io.cityward.alerts.camera.CameraDraft;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells whether two commands ask for the same. */
public final class Fingerprint {

  private Fingerprint() {}

  /** Without the password: a hash of it would help who guesses. */
  static String of(CameraDraft draft) {
    return sha256(
        String.join(
                "\n",
                draft.id().value(),
                Boolean.toString(draft.enabled()),
                draft.login().user(),
                draft.settings())
            .getBytes(StandardCharsets.UTF_8));
  }

  /** In hexadecimal digits. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
