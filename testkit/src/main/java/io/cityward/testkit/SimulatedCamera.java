package io.cityward.testkit;

import io.cityward.core.CityException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A camera that an {@link RtspServer} plays, at {@code rtsp://host:port/name}.
 *
 * @param name last part of its URL: letters, digits, {@code . _ -}
 * @param clip what it sees; cameras may share one
 * @param loop whether it sees it again and again, with time stamps that go on; otherwise the stream
 *     ends with the clip (RTCP BYE) and the next PLAY begins anew
 * @param credentials for Digest authentication, if it asks for any
 */
public record SimulatedCamera(
    String name, Clip clip, boolean loop, Optional<Credentials> credentials) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  public SimulatedCamera {
    if (name == null || !NAME.matcher(name).matches()) {
      throw CityException.invalid(
          "camera name", name, "1 to 64 letters, digits, '.', '_', '-', a letter or digit first");
    }
  }

  /** Loops, and lets everybody watch. */
  public static SimulatedCamera looping(String name, Clip clip) {
    return new SimulatedCamera(name, clip, true, Optional.empty());
  }

  /** Plays once per viewing, and lets everybody watch. */
  public static SimulatedCamera once(String name, Clip clip) {
    return new SimulatedCamera(name, clip, false, Optional.empty());
  }

  public SimulatedCamera guardedBy(Credentials required) {
    return new SimulatedCamera(name, clip, loop, Optional.of(required));
  }
}
