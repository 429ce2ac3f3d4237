package io.cityward.ingest.rtsp;

import java.nio.ByteBuffer;

/**
 * One encoded picture, lent until the next one is read. A key unit carries its parameter sets, so
 * that it decodes alone.
 */
public final class AccessUnit {

  /** The camera has not told its time. */
  public static final long NO_TIME = Long.MIN_VALUE;

  /** Zero bytes behind the data, for decoders that read ahead. */
  public static final int PADDING = 64;

  ByteBuffer data;
  boolean key;
  boolean damaged;
  boolean refersToDamaged;
  boolean formatChanged;
  long mediaTicks;
  long cameraMicros;

  AccessUnit() {}

  /**
   * Annex B with start codes of four bytes, in native memory, from position to limit; {@link
   * #PADDING} zero bytes follow within the capacity.
   */
  public ByteBuffer data() {
    return data;
  }

  public int bytes() {
    return data.remaining();
  }

  /**
   * Whether decoding can begin here: an IDR picture, with H.265 any random access picture, and with
   * H.264 also an intra picture announced by an SPS or a recovery point, as cameras with open
   * groups of pictures send them.
   */
  public boolean key() {
    return key;
  }

  /** Whether parts of it were lost. */
  public boolean damaged() {
    return damaged;
  }

  /**
   * Whether something was lost between the last key unit and this one, or there was no key unit
   * yet: it may come out grey.
   */
  public boolean refersToDamaged() {
    return refersToDamaged;
  }

  /** Whether the parameter sets are others than before; see {@link RtspClient#format()}. */
  public boolean formatChanged() {
    return formatChanged;
  }

  /**
   * When it is to be shown, in 90 kHz ticks since the first unit; earlier than the unit before
   * where they are sent out of order. Jumps as the camera's stamps jump.
   */
  public long mediaTicks() {
    return mediaTicks;
  }

  /** When the camera says it was taken, in µs since 1970; {@link #NO_TIME} before its report. */
  public long cameraMicros() {
    return cameraMicros;
  }
}
