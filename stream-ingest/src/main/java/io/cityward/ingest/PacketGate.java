package io.cityward.ingest;

import io.cityward.ingest.Decoding.Way;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides which packets reach the decoder. Pure: what it knows is the policy, how far apart key
 * frames are, and whether the decoder has all that the next packet refers to.
 */
final class PacketGate {

  /** What becomes of a packet. */
  enum Verdict {
    DECODE,
    /** A key frame whose successors will not be decoded. */
    DECODE_ALONE,
    /** Wanted, but the decoder lacks what it refers to: all from the last key frame on. */
    CATCH_UP,
    /** The policy does not want it. */
    SKIP,
    /** It refers to a key frame that was not decoded: it would come out grey. */
    AWAIT_KEY
  }

  private static final long NEVER = Long.MIN_VALUE;

  /** So many groups of pictures have to be short again before the others are left out. */
  private static final int CONVINCED = 3;

  /** After so long without any key frame the camera is taken for one that refreshes bit by bit. */
  private static final long KEYLESS_AFTER_MICROS = 5_000_000;

  /** Where each frame is a key frame (MJPEG), as many as key frames usually are. */
  private static final double KEYS_ALONE_PER_SECOND = 2;

  private final boolean intraOnly;
  private final boolean live;

  private DecodePolicy policy;
  private FramePace pace;
  private Decoding decoding;

  /** The decoder has all since the last key frame. */
  private boolean chained;

  /** Key frames are too far apart, or the policy wants more in any case. */
  private boolean chaining;

  /** What the present group of pictures held so far cannot be had again. */
  private boolean gone;

  private long first = NEVER;
  private long lastKey = NEVER;
  private long gop;
  private int shortGops;

  private PacketGate(DecodePolicy policy, boolean intraOnly, boolean live) {
    this.intraOnly = intraOnly;
    this.live = live;
    change(policy);
  }

  /** For a stream whose packets since the last key frame can be had again. */
  static PacketGate ofStream(DecodePolicy policy, boolean intraOnly) {
    return new PacketGate(policy, intraOnly, true);
  }

  /** For a file, where key frames are taken as they come. */
  static PacketGate ofFile(DecodePolicy policy, boolean intraOnly) {
    return new PacketGate(policy, intraOnly, false);
  }

  void change(DecodePolicy changed) {
    if (changed.equals(policy)) {
      return;
    }
    policy = changed;
    pace = paceOf(changed);
    boolean fps = changed instanceof DecodePolicy.Fps;
    chaining = limit() == 0 || gop > limit() || (fps && (!live || chained));
    shortGops = 0;
    decide(chaining ? "more than key frames is asked for" : "key frames are all that is asked for");
  }

  Verdict judge(boolean key, long mediaMicros) {
    measure(key, mediaMicros);
    if (policy instanceof DecodePolicy.None) {
      chained = false;
      return Verdict.SKIP;
    }
    if (intraOnly) {
      return pace.takes(mediaMicros) ? Verdict.DECODE : Verdict.SKIP;
    }
    weigh(key, mediaMicros);
    if (!chaining) {
      chained = false;
      return key ? Verdict.DECODE_ALONE : Verdict.SKIP;
    }
    if (key || chained) {
      chained = true;
      return Verdict.DECODE;
    }
    return withoutKey(mediaMicros);
  }

  private void measure(boolean key, long mediaMicros) {
    first = first == NEVER ? mediaMicros : first;
    if (!key) {
      return;
    }
    if (lastKey != NEVER && mediaMicros > lastKey) {
      gop = mediaMicros - lastKey;
      shortGops = gop <= limit() ? shortGops + 1 : 0;
    }
    if (lastKey == NEVER && chained) {
      decide("the camera marks key frames after all");
    }
    lastKey = mediaMicros;
    gone = false;
  }

  private void weigh(boolean key, long mediaMicros) {
    long limit = limit();
    if (limit == 0) {
      return;
    }
    long since = mediaMicros - (lastKey == NEVER ? first : lastKey);
    if (!chaining && !key && since > limit) {
      chaining = true;
      shortGops = 0;
      decide(tooFarApart());
    } else if (chaining && key && shortGops >= CONVINCED) {
      chaining = false;
      decide("key frames come every " + seconds(gop));
    }
  }

  private Verdict withoutKey(long mediaMicros) {
    if (lastKey != NEVER) {
      chained = live && !gone;
      return chained ? Verdict.CATCH_UP : Verdict.AWAIT_KEY;
    }
    if (live && mediaMicros - first > Math.max(limit(), KEYLESS_AFTER_MICROS)) {
      chained = true;
      decide("the camera marks no key frames: decodes everything");
      return Verdict.DECODE;
    }
    return Verdict.AWAIT_KEY;
  }

  /** What the stream held since the last key frame cannot be had: waits for the next one. */
  void cannotCatchUp() {
    chained = false;
    gone = true;
  }

  /** Whether the frame of a packet will be handed on; others need not be decoded for themselves. */
  boolean wants(long mediaMicros) {
    return intraOnly || !chaining || pace.wouldTake(mediaMicros);
  }

  /** Whether a decoded frame is handed on: those decoded only for others to refer to are not. */
  boolean delivers(long mediaMicros) {
    if (intraOnly) {
      return true;
    }
    if (chaining) {
      return pace.takes(mediaMicros);
    }
    return policy instanceof DecodePolicy.KeyFrames || pace.takesApart(mediaMicros);
  }

  Decoding decoding() {
    return decoding;
  }

  /** From key frame to key frame, as last seen; empty before the second one. */
  Optional<Duration> gop() {
    return gop == 0 ? Optional.empty() : Optional.of(Duration.of(gop, ChronoUnit.MICROS));
  }

  private FramePace paceOf(DecodePolicy changed) {
    if (changed instanceof DecodePolicy.Fps fps) {
      return FramePace.perSecond(fps.value());
    }
    if (live && changed instanceof DecodePolicy.KeyFrames keys) {
      double least = 1e9 / keys.longestWait().toNanos();
      return FramePace.perSecond(intraOnly ? Math.max(least, KEYS_ALONE_PER_SECOND) : least);
    }
    return FramePace.everyFrame();
  }

  /** How far apart, in microseconds, key frames may be to suffice. */
  private long limit() {
    if (policy instanceof DecodePolicy.KeyFrames keys) {
      return live ? keys.longestWait().toNanos() / 1000 : Long.MAX_VALUE;
    }
    return live && policy instanceof DecodePolicy.Fps fps ? Math.round(1.1e6 / fps.value()) : 0;
  }

  private void decide(String reason) {
    Way way =
        policy instanceof DecodePolicy.None
            ? Way.NOTHING
            : !chaining
                ? Way.KEY_FRAMES
                : policy instanceof DecodePolicy.All ? Way.EVERYTHING : Way.SPARSE;
    decoding = new Decoding(policy, way, reason);
  }

  private String tooFarApart() {
    if (lastKey == NEVER) {
      return "no key frame within " + seconds(limit());
    }
    return "key frames are more than " + seconds(limit()) + " apart: decodes what lies between";
  }

  private static String seconds(long micros) {
    return String.format(Locale.ROOT, "%.1f s", micros / 1e6);
  }
}
