package io.cityward.testkit;

import io.cityward.core.CityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A camera that an {@link RtspServer} plays, at {@code rtsp://host:port/name}.
 *
 * @param name last part of its URL: letters, digits, {@code . _ -}
 * @param clip what it sees; cameras may share one
 * @param loop whether it sees it again and again, with time stamps that go on; otherwise the stream
 *     ends with the clip (RTCP BYE) and the next PLAY begins anew
 * @param credentials for Digest authentication, if it asks for any
 * @param rtp how it numbers and marks its packets
 * @param phase how far into its clip it is when the server starts; empty if its time begins with
 *     the first PLAY
 * @param video whether it shows its pictures: otherwise it has the sound of its clip only, and no
 *     track at all if that has none
 */
public record SimulatedCamera(
    String name,
    Clip clip,
    boolean loop,
    Optional<Credentials> credentials,
    RtpStyle rtp,
    Optional<Duration> phase,
    boolean video) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  public SimulatedCamera {
    if (name == null || !NAME.matcher(name).matches()) {
      throw CityException.invalid(
          "camera name", name, "1 to 64 letters, digits, '.', '_', '-', a letter or digit first");
    }
    if (phase.isPresent() && phase.get().isNegative()) {
      throw CityException.invalid("phase of camera " + name, phase.get(), "zero or more");
    }
  }

  /** Numbers and marks its packets as the RFCs want; its time begins with the first PLAY. */
  public SimulatedCamera(String name, Clip clip, boolean loop, Optional<Credentials> credentials) {
    this(name, clip, loop, credentials, RtpStyle.PLAIN, Optional.empty(), true);
  }

  /** Loops, and lets everybody watch. */
  public static SimulatedCamera looping(String name, Clip clip) {
    return new SimulatedCamera(name, clip, true, Optional.empty());
  }

  /** Plays once per viewing, and lets everybody watch. */
  public static SimulatedCamera once(String name, Clip clip) {
    return new SimulatedCamera(name, clip, false, Optional.empty());
  }

  /**
   * The same cameras, each somewhere else in its clip when the server starts, so that neither their
   * scenes nor their key frames come at the same moments.
   */
  public static List<SimulatedCamera> spread(List<SimulatedCamera> cameras) {
    List<SimulatedCamera> spread = new ArrayList<>();
    for (int i = 0; i < cameras.size(); i++) {
      Clip clip = cameras.get(i).clip();
      long part = clip.duration().toNanos() / clip.keyFrames();
      long whole = (long) i * clip.keyFrames() / cameras.size();
      spread.add(cameras.get(i).phase(Duration.ofNanos(whole * part + i * part / cameras.size())));
    }
    return spread;
  }

  public SimulatedCamera guardedBy(Credentials required) {
    return new SimulatedCamera(name, clip, loop, Optional.of(required), rtp, phase, video);
  }

  /** Its time begins when the server starts, this far into its clip. */
  public SimulatedCamera phase(Duration intoItsClip) {
    return new SimulatedCamera(name, clip, loop, credentials, rtp, Optional.of(intoItsClip), video);
  }

  /** With the sound of its clip only, if it has any. */
  public SimulatedCamera withoutVideo() {
    return new SimulatedCamera(name, clip, loop, credentials, rtp, phase, false);
  }

  /** 16 bits: near 65535 it soon wraps. */
  public SimulatedCamera firstSequence(int number) {
    return with(new RtpStyle(OptionalInt.of(number), rtp.firstTime(), rtp.markers()));
  }

  /** In 90 kHz ticks, 32 bits: near 2^32 it soon wraps. */
  public SimulatedCamera firstRtpTime(long ticks) {
    return with(new RtpStyle(rtp.firstSequence(), OptionalLong.of(ticks), rtp.markers()));
  }

  public SimulatedCamera markers(Markers markers) {
    return with(new RtpStyle(rtp.firstSequence(), rtp.firstTime(), markers));
  }

  private SimulatedCamera with(RtpStyle style) {
    return new SimulatedCamera(name, clip, loop, credentials, style, phase, video);
  }
}
