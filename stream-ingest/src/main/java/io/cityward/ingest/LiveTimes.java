package io.cityward.ingest;

import java.util.PriorityQueue;

/**
 * Time stamps for a live view, in ticks: presentation from about 0, decoding made from it as the
 * packets come. A camera's stream carries only presentation times; the smallest of the last ones,
 * as many as the stream reorders, is the decoding time. Where it reorders more than was known, a
 * few pictures are shown late, once.
 */
final class LiveTimes {

  /**
   * When a picture is decoded and shown.
   *
   * @param decoding rises, and is not after the presentation
   */
  record Stamp(long presentation, long decoding) {}

  private final PriorityQueue<Long> ahead = new PriorityQueue<>();
  private final long origin;
  private int reordered;
  private long last = -1;

  /**
   * @param reordered how many pictures are decoded before one that is shown earlier
   * @param firstMicros media time of the first key frame
   */
  LiveTimes(int reordered, long firstMicros) {
    this.reordered = Math.min(reordered, Gop.MOST_REORDERED);
    this.origin = Mp4Muxer.ticks(firstMicros) - this.reordered * Mp4Muxer.USUAL_STEP;
  }

  /** Of the next packet in the order of decoding. */
  Stamp next(long mediaMicros) {
    long presentation = Mp4Muxer.ticks(mediaMicros) - origin;
    ahead.add(presentation);
    boolean full = ahead.size() > reordered;
    long wanted = full ? ahead.remove() : last < 0 ? 0 : last + 1;
    long decoding = Math.max(wanted, last + 1);
    if (full && decoding > presentation && reordered < Gop.MOST_REORDERED) {
      reordered++;
    }
    last = decoding;
    return new Stamp(Math.max(presentation, decoding), decoding);
  }
}
