package io.cityward.alerts.registry;

import io.cityward.alerts.camera.CameraDraft;
import io.cityward.core.Sha256;
import java.nio.charset.StandardCharsets;

/** Tells whether two commands ask for the same. */
public final class Fingerprint {

  private Fingerprint() {}

  /** Without the password: a hash of it would help who guesses. */
  static String of(CameraDraft draft) {
    return Sha256.of(
        String.join(
                "\n",
                draft.id().value(),
                Boolean.toString(draft.enabled()),
                draft.login().user(),
                draft.settings())
            .getBytes(StandardCharsets.UTF_8));
  }
}
