package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_free;

import io.cityward.core.CityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/**
 * The encoded packets of the last seconds, by group of pictures: the oldest group goes when what
 * remains still covers the span, or when the bytes exceed the bound. A single group larger than the
 * bound is given up, and the ring begins again at the next key frame. One thread adds, any thread
 * cuts, follows, or asks for a picture; none of them makes the adding thread wait.
 */
public final class PacketRing implements AutoCloseable {

  private final Duration span;
  private final long maxBytes;
  private final ArrayDeque<Gop> gops = new ArrayDeque<>();
  private final AVCodecParameters parameters = avcodec_parameters_alloc();
  private final List<Following> followers = new ArrayList<>();
  private long bytes;
  private boolean awaitingKey = true;
  private boolean closed;

  PacketRing(Duration span, long maxBytes) {
    this.span = span;
    this.maxBytes = maxBytes;
  }

  /**
   * A connection begins. What is kept stays if its packets can be played with the same parameters.
   */
  synchronized void begin(AVCodecParameters stream) {
    if (closed) {
      return;
    }
    if (!StreamParameters.same(parameters, stream)) {
      clear();
      endFollowers(LiveView.End.PARAMETERS_CHANGED);
    }
    awaitingKey = true;
    int width = parameters.width();
    int height = parameters.height();
    avcodec_parameters_copy(parameters, stream);
    if (stream.width() == 0 && !gops.isEmpty()) {
      parameters.width(width).height(height);
    }
  }

  /** The size of the pictures, which RTSP does not tell before the first is decoded. */
  synchronized void size(int width, int height) {
    if (!closed) {
      parameters.width(width).height(height);
    }
  }

  synchronized void add(AVPacket packet, boolean key, long mediaMicros, Instant arrivedAt) {
    if (closed || (awaitingKey && !key)) {
      return;
    }
    if (key) {
      awaitingKey = false;
      gops.addLast(new Gop());
      StreamParameters.complete(parameters, packet);
    }
    EncodedPacket kept = EncodedPacket.of(packet, key, mediaMicros, arrivedAt);
    gops.getLast().add(kept);
    bytes += packet.size();
    followers.forEach(follower -> follower.offer(kept));
    evict(arrivedAt);
  }

  private void evict(Instant now) {
    while (gops.size() > 1 && (bytes > maxBytes || secondCovers(now))) {
      dropOldest();
    }
    if (bytes > maxBytes) {
      clear();
      awaitingKey = true;
    }
  }

  private boolean secondCovers(Instant now) {
    var inOrder = gops.iterator();
    inOrder.next();
    return !inOrder.next().first().arrivedAt().isAfter(now.minus(span));
  }

  /**
   * What arrived in a time range, from the key frame at or before {@code from} (or the oldest one
   * kept) to the last packet not after {@code to}. Empty if nothing of it is here.
   *
   * @throws CityException INVALID if the range is reversed
   */
  public synchronized Clip cut(Instant from, Instant to) {
    if (to.isBefore(from)) {
      throw CityException.invalid("clip", from + " to " + to, "a start before its end");
    }
    if (closed) {
      return new Clip(List.of(), null);
    }
    List<EncodedPacket> wanted = new ArrayList<>();
    Gop start = startOf(from);
    boolean begun = false;
    for (Gop gop : gops) {
      begun |= gop == start;
      if (begun) {
        share(gop, to, wanted);
      }
    }
    boolean reaches = !wanted.isEmpty() && !last(wanted).arrivedAt().isBefore(from);
    if (!reaches) {
      wanted.forEach(EncodedPacket::free);
      wanted.clear();
    }
    return new Clip(wanted, parameters);
  }

  /**
   * Gives somebody the newest group and all that comes, until one of both ends it.
   *
   * @param mostBytes of packets that may wait for who is slow
   * @return null if no key frame is kept
   */
  synchronized Following follow(long mostBytes) {
    if (gops.isEmpty()) {
      return null;
    }
    Following follower = new Following(this, parameters, reordered(), mostBytes);
    follower.begin(gops.getLast().packets());
    followers.add(follower);
    return follower;
  }

  synchronized void unfollow(Following follower) {
    followers.remove(follower);
  }

  /** How many follow now. */
  synchronized int followers() {
    return followers.size();
  }

  private void endFollowers(LiveView.End why) {
    followers.forEach(follower -> follower.end(why));
    followers.clear();
  }

  /** The newest group may be too young to tell. */
  private int reordered() {
    return gops.stream().mapToInt(Gop::reordered).max().orElse(0);
  }

  /**
   * The newest key frame as a picture, decoded by the caller's thread. Empty if none is kept.
   *
   * @throws CityException EXTERNAL_FAILED if it cannot be decoded
   */
  public Optional<Frame> newestKeyFrame() {
    try (Clip key = key(Optional.empty())) {
      return KeyPicture.of(key, this::size);
    }
  }

  /**
   * The key frame that arrived nearest to a time, decoded by the caller's thread. Empty if none is
   * kept; how far away it is says its {@link Frame#arrivedAt}.
   *
   * @throws CityException EXTERNAL_FAILED if it cannot be decoded
   */
  public Optional<Frame> keyFrameNear(Instant at) {
    try (Clip key = key(Optional.of(at))) {
      return KeyPicture.of(key, this::size);
    }
  }

  private synchronized Clip key(Optional<Instant> near) {
    if (closed || gops.isEmpty()) {
      return new Clip(List.of(), null);
    }
    Gop wanted =
        near.flatMap(at -> gops.stream().min(Comparator.comparing(gop -> distance(gop, at))))
            .orElse(gops.getLast());
    return new Clip(List.of(wanted.first().share()), parameters);
  }

  private static Duration distance(Gop gop, Instant at) {
    return Duration.between(gop.first().arrivedAt(), at).abs();
  }

  private Gop startOf(Instant from) {
    Gop start = gops.peekFirst();
    for (Gop gop : gops) {
      if (!gop.first().arrivedAt().isAfter(from)) {
        start = gop;
      }
    }
    return start;
  }

  private static void share(Gop gop, Instant to, List<EncodedPacket> wanted) {
    for (EncodedPacket packet : gop.packets()) {
      if (packet.arrivedAt().isAfter(to)) {
        return;
      }
      wanted.add(packet.share());
    }
  }

  private static EncodedPacket last(List<EncodedPacket> packets) {
    return packets.get(packets.size() - 1);
  }

  /** When the newest packet arrived: a clip with post-roll waits for this to pass its end. */
  public synchronized Optional<Instant> newest() {
    return gops.isEmpty() ? Optional.empty() : Optional.of(gops.getLast().last().arrivedAt());
  }

  public synchronized Optional<Instant> oldest() {
    return gops.isEmpty() ? Optional.empty() : Optional.of(gops.getFirst().first().arrivedAt());
  }

  /** How much is kept, as long as the bytes suffice. */
  public Duration span() {
    return span;
  }

  /** Encoded bytes held now. */
  public synchronized long bytes() {
    return bytes;
  }

  private void dropOldest() {
    Gop oldest = gops.removeFirst();
    bytes -= oldest.bytes();
    oldest.free();
  }

  private void clear() {
    while (!gops.isEmpty()) {
      dropOldest();
    }
  }

  /** Frees the packets; later cuts are empty, and who follows is told. */
  @Override
  public synchronized void close() {
    if (!closed) {
      clear();
      endFollowers(LiveView.End.CAMERA_STOPPED);
      avcodec_parameters_free(parameters);
      closed = true;
    }
  }
}
