package io.cityward.ingest;

/**
 * Decides which packets reach the decoder. Pure: what it knows is the policy and whether the
 * decoder has all that the next packet refers to.
 */
final class PacketGate {

  /** What becomes of a packet. */
  enum Verdict {
    DECODE,
    /** A key frame whose successors will not be decoded. */
    DECODE_ALONE,
    /** The policy does not want it. */
    SKIP,
    /** It refers to a key frame that was not decoded: it would come out grey. */
    AWAIT_KEY
  }

  private final boolean intraOnly;
  private boolean chained;
  private FramePace pace;
  private DecodePolicy policy;

  PacketGate(DecodePolicy policy, boolean intraOnly) {
    this.intraOnly = intraOnly;
    change(policy);
  }

  void change(DecodePolicy changed) {
    if (!changed.equals(policy)) {
      policy = changed;
      pace = FramePace.of(changed);
    }
  }

  Verdict judge(boolean key, long mediaMicros) {
    if (intraOnly && !(policy instanceof DecodePolicy.KeyFrames)) {
      return pace.takes(mediaMicros) ? Verdict.DECODE : Verdict.SKIP;
    }
    if (policy instanceof DecodePolicy.KeyFrames) {
      chained = false;
      return key ? Verdict.DECODE_ALONE : Verdict.SKIP;
    }
    chained |= key;
    return chained ? Verdict.DECODE : Verdict.AWAIT_KEY;
  }

  /** Whether a decoded frame is handed on: those decoded only for others to refer to are not. */
  boolean delivers(long mediaMicros) {
    return intraOnly || pace.takes(mediaMicros);
  }
}
