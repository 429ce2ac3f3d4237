package io.cityward.scenes.tracking;

import io.cityward.core.Box;
import io.cityward.inference.Detection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Joins detections of one kind of thing to tracks, in two passes by score as ByteTrack does (Zhang
 * et al., 2022): sure detections are joined first; unsure ones then continue what is left, but the
 * faint ones begin nothing. Works from key frames seconds apart to every frame. One thread.
 */
public final class Tracker {

  /** Boxes of one thing in two looks overlap at least so much, or their centres are close. */
  private static final double LEAST_IOU = 0.2;

  /** A faint detection must fit better than a sure one. */
  private static final double LEAST_IOU_FAINT = 0.4;

  /** A thing does not grow or shrink by more between two looks. */
  private static final double MOST_GROWTH = 2;

  private final double sure;
  private final double begin;
  private final Duration memory;
  private final List<Track> tracks = new ArrayList<>();
  private long nextId = 1;

  /**
   * @param sure score from which a detection is joined in the first pass
   * @param begin score from which a detection that joins nothing begins a track
   * @param memory how long a track that is not seen is kept
   */
  public Tracker(double sure, double begin, Duration memory) {
    this.sure = sure;
    this.begin = begin;
    this.memory = memory;
  }

  /**
   * Takes the detections of one look.
   *
   * @param time later than the last
   * @return the track of each detection that has one, in no particular order
   */
  public List<Track> update(Instant time, List<Detection> detections) {
    tracks.removeIf(t -> Duration.between(t.seen(), time).compareTo(memory) > 0);
    List<Track> free = new ArrayList<>(tracks);
    List<Detection> open = new ArrayList<>(detections);
    List<Track> seen = join(time, free, open, sure, LEAST_IOU);
    seen.addAll(join(time, free, open, 0, LEAST_IOU_FAINT));
    for (Detection detection : open) {
      if (detection.score() >= begin) {
        Track track = new Track(nextId++, time, detection);
        tracks.add(track);
        seen.add(track);
      }
    }
    return seen;
  }

  public void reset() {
    tracks.clear();
  }

  private record Pair(Track track, Detection detection, double affinity) {}

  /** Joins the best pairs first, and takes what it joined out of both lists. */
  private static List<Track> join(
      Instant time, List<Track> free, List<Detection> open, double leastScore, double leastIou) {
    List<Pair> pairs = new ArrayList<>();
    for (Track track : free) {
      Box predicted = track.predicted(time);
      for (Detection detection : open) {
        double affinity = affinity(predicted, detection.box(), leastIou);
        if (detection.score() >= leastScore && affinity > 0) {
          pairs.add(new Pair(track, detection, affinity));
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::affinity).reversed());
    List<Track> joined = new ArrayList<>();
    for (Pair pair : pairs) {
      if (free.contains(pair.track) && open.contains(pair.detection)) {
        free.remove(pair.track);
        open.remove(pair.detection);
        pair.track.hit(time, pair.detection);
        joined.add(pair.track);
      }
    }
    return joined;
  }

  /**
   * Overlap counts first; a near miss, as of a small fast thing, counts for less than any overlap.
   */
  private static double affinity(Box predicted, Box box, double leastIou) {
    double iou = predicted.iou(box);
    if (iou >= leastIou) {
      return 1 + iou;
    }
    double size = Math.max(Track.size(predicted), Track.size(box));
    double growth = size / Math.min(Track.size(predicted), Track.size(box));
    double distance = predicted.centre().distanceTo(box.centre()) / size;
    return leastIou > LEAST_IOU || growth > MOST_GROWTH ? 0 : Math.max(0, 1 - distance);
  }
}
