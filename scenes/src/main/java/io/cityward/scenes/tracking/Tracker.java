package io.cityward.scenes.tracking;

import io.cityward.core.Box;
import io.cityward.inference.Detection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Joins detections of one kind of thing to tracks as ByteTrack does (Zhang et al., ECCV 2022): each
 * track foretells where its thing should be (a Kalman filter of constant velocity), sure detections
 * are joined first, and faint ones then continue what is left, but begin nothing.
 *
 * <p>Two things differ from the paper, which has 25 frames per second. Doubt grows with time and
 * not with frames, so that it works from key frames seconds apart, at uneven steps, to every frame.
 * And what stands is remembered where it stood for as long as something is in front of it.
 *
 * <p>It knows places alone, not looks: who tells one car from the next in the same place looks at
 * the picture ({@code parking.Stay}). One thread; looks make no garbage beyond the tracks that
 * begin.
 */
public final class Tracker {

  /** Boxes of one thing in two looks overlap at least so much, or their centres are close. */
  private static final double LEAST_IOU = 0.2;

  /** A faint detection must fit better than a sure one. */
  private static final double LEAST_IOU_FAINT = 0.4;

  /** A thing does not grow or shrink by more between two looks. */
  private static final double MOST_GROWTH = 2;

  /** Without overlap, a thing is not farther from where it should be: in standard deviations. */
  private static final double MOST_SURPRISE = 4;

  /** What was there in the last look has precedence over what was lost for a while. */
  private static final double LOST = 0.5;

  /** Looks for which a moving thing may have been missed when a faint detection continues it. */
  private static final int MOST_MISSES_FAINT = 2;

  /** A track is given up by more than one look, however far apart they are. */
  private static final int LEAST_MISSES = 2;

  /** Nobody looked for longer than this: seconds. */
  private static final double GAP = 60;

  /** Something in front hides a thing when it covers this share of it. */
  private static final double COVERING = 0.4;

  /** Behind something in front a moving thing is waited for so many memories, ... */
  private static final double PATIENCE_MOVING = 2;

  /** ... and a standing one so many. */
  private static final double PATIENCE_STANDING = 10;

  private final double sure;
  private final double begin;
  private final double memory;
  private final List<Track> tracks = new ArrayList<>();
  private final List<Track> seen = new ArrayList<>();
  private final List<Track> seenView = Collections.unmodifiableList(seen);

  /** Per track and detection of this look, row by row; and what of them has found its other. */
  private double[] affinities = new double[0];

  private boolean[] trackTaken = new boolean[0];
  private boolean[] detectionTaken = new boolean[0];
  private double last = Double.NaN;
  private long nextId = 1;

  /**
   * @param sure score from which a detection is joined in the first pass
   * @param begin score from which a detection that joins nothing begins a track
   * @param memory how long a track that is not seen is kept, times with something in front not
   *     counted, and never given up after a single look
   */
  public Tracker(double sure, double begin, Duration memory) {
    this.sure = sure;
    this.begin = begin;
    this.memory = memory.toNanos() / 1e9;
  }

  /**
   * Takes the detections of one look.
   *
   * @param time later than the last
   * @return the track of each detection that has one, in no particular order; good until the next
   *     look
   */
  public List<Track> update(Instant time, List<Detection> detections) {
    double now = Track.seconds(time);
    double step = Double.isNaN(last) ? 0 : now - last;
    last = now;
    seen.clear();
    forget(now, step);
    prepare(detections.size());
    for (Track track : tracks) {
      track.expectAt(now);
    }
    join(time, detections, true);
    join(time, detections, false);
    miss(step, detections);
    begin(time, detections);
    return seenView;
  }

  public void reset() {
    tracks.clear();
    seen.clear();
    last = Double.NaN;
  }

  /** How many things it remembers. */
  int remembered() {
    return tracks.size();
  }

  private void forget(double now, double step) {
    if (step > GAP) {
      tracks.clear();
    }
    for (int i = tracks.size() - 1; i >= 0; i--) {
      if (over(tracks.get(i), now)) {
        tracks.remove(i);
      }
    }
  }

  private boolean over(Track track, double now) {
    double patience = track.moving() ? PATIENCE_MOVING : PATIENCE_STANDING;
    boolean lost = track.absent() > memory || track.unseen(now) > patience * memory;
    return lost && track.misses() >= LEAST_MISSES;
  }

  private void prepare(int detections) {
    int most = tracks.size() * detections;
    if (affinities.length < most) {
      affinities = new double[2 * most];
    }
    if (trackTaken.length < tracks.size()) {
      trackTaken = new boolean[2 * tracks.size()];
    }
    if (detectionTaken.length < detections) {
      detectionTaken = new boolean[2 * detections];
    }
    for (int i = 0; i < tracks.size(); i++) {
      trackTaken[i] = false;
    }
    for (int i = 0; i < detections; i++) {
      detectionTaken[i] = false;
    }
  }

  /** Joins what is left, the best pairs first. */
  private void join(Instant time, List<Detection> detections, boolean first) {
    int columns = detections.size();
    for (int i = 0; i < tracks.size(); i++) {
      for (int j = 0; j < columns; j++) {
        affinities[i * columns + j] =
            trackTaken[i] || detectionTaken[j]
                ? 0
                : affinity(tracks.get(i), detections.get(j), first);
      }
    }
    for (int best = best(columns); best >= 0; best = best(columns)) {
      int i = best / columns;
      int j = best % columns;
      trackTaken[i] = true;
      detectionTaken[j] = true;
      tracks.get(i).hit(time, detections.get(j));
      seen.add(tracks.get(i));
    }
  }

  /** Where the best pair of those left is; -1 if none fits. */
  private int best(int columns) {
    int best = -1;
    double most = 0;
    for (int i = 0; i < tracks.size(); i++) {
      for (int j = 0; j < columns && !trackTaken[i]; j++) {
        if (!detectionTaken[j] && affinities[i * columns + j] > most) {
          most = affinities[i * columns + j];
          best = i * columns + j;
        }
      }
    }
    return best;
  }

  private void miss(double step, List<Detection> detections) {
    for (int i = 0; i < tracks.size(); i++) {
      if (!trackTaken[i]) {
        tracks.get(i).miss(step, hidden(tracks.get(i), detections));
      }
    }
  }

  private void begin(Instant time, List<Detection> detections) {
    for (int j = 0; j < detections.size(); j++) {
      if (!detectionTaken[j] && detections.get(j).score() >= begin) {
        Track track = new Track(nextId++, time, detections.get(j));
        tracks.add(track);
        seen.add(track);
      }
    }
  }

  /**
   * Overlap counts first; a near miss, as of a small fast thing, counts for less than any overlap.
   * What moves and was lost for some looks is continued by a sure detection alone.
   */
  private double affinity(Track track, Detection detection, boolean first) {
    boolean lost = track.misses() > 0;
    boolean longLost = track.moving() && track.misses() > MOST_MISSES_FAINT;
    if (first ? detection.score() < sure : longLost) {
      return 0;
    }
    double iou = iou(track, detection.box());
    if (iou >= (first ? LEAST_IOU : LEAST_IOU_FAINT)) {
      return 1 + (lost ? LOST * iou : iou);
    }
    return first ? nearMiss(track, detection.box()) : 0;
  }

  private static double nearMiss(Track track, Box box) {
    double expected = track.expectedSize();
    double size = Track.size(box);
    double larger = Math.max(expected, size);
    double centreX = (box.left() + box.right()) / 2;
    double centreY = (box.top() + box.bottom()) / 2;
    double distance = track.distance(centreX, centreY) / larger;
    boolean other =
        distance >= 1
            || larger / Math.min(expected, size) > MOST_GROWTH
            || track.surprise(centreX, centreY) > MOST_SURPRISE;
    return other ? 0 : 1 - distance;
  }

  private static double iou(Track track, Box box) {
    double shared = track.shared(box);
    double size = track.expectedSize();
    double union = size * size + box.area() - shared;
    return union <= 0 ? 0 : shared / union;
  }

  private static boolean hidden(Track track, List<Detection> detections) {
    double size = track.expectedSize();
    for (int j = 0; j < detections.size(); j++) {
      if (track.shared(detections.get(j).box()) >= COVERING * size * size) {
        return true;
      }
    }
    return false;
  }
}
