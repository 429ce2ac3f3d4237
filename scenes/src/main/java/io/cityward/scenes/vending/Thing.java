package io.cityward.scenes.vending;

import io.cityward.core.Box;
import io.cityward.scenes.Zone;
import java.time.Duration;
import java.time.Instant;

/**
 * One thing that stays in one place. What counts is its mean value over all looks, a look that
 * misses it and one with nobody at it counting 0: so that what passes, what flickers and what
 * stands there by itself adds up to nothing.
 */
final class Thing {

  /** A thing or a person that was seen so lately is still there: detectors miss both. */
  static final Duration LATELY = Duration.ofSeconds(10);

  /** In so many looks at least a thing is seen before it is one. */
  private static final int SETTLED = 3;

  /** Looks over which the mean is taken evenly; beyond, the oldest fade. */
  private static final int EVEN_LOOKS = 120;

  /** Sightings over which the box is averaged evenly; so it does not follow what walks. */
  private static final int EVEN_HITS = 20;

  private static final double LEAST_IOU = 0.3;

  /** Of its own size: two boxes of one thing have their centres so close. */
  private static final double NEAR = 0.5;

  private static final double MOST_GROWTH = 2;

  private final Zone zone;
  private final Part part;
  private final Instant first;
  private Box box;
  private double value;
  private int looks;
  private int hits = 1;
  private Duration unseen = Duration.ZERO;
  private Instant attendedSince;
  private Duration unattended = Duration.ZERO;
  private double personHeight;

  Thing(Instant time, Sighting sighting) {
    this.zone = sighting.zone();
    this.part = sighting.part();
    this.first = time;
    this.box = sighting.box();
  }

  /** How well a sighting fits, more being better; 0 if it is of something else. */
  double fit(Sighting sighting) {
    if (sighting.part() != part || !sighting.zone().id().equals(zone.id())) {
      return 0;
    }
    double iou = box.iou(sighting.box());
    if (iou >= LEAST_IOU) {
      return 1 + iou;
    }
    double size = Math.sqrt(Math.max(1e-9, box.area()));
    double growth = Math.sqrt(sighting.box().area()) / size;
    double distance = box.centre().distanceTo(sighting.box().centre()) / size;
    boolean alike = growth <= MOST_GROWTH && growth >= 1 / MOST_GROWTH;
    return alike && distance < NEAR ? 1 - distance : 0;
  }

  /**
   * Takes who stands at it in this look; a stall has its people in it.
   *
   * @param tallest height of the tallest; 0 for nobody
   */
  void attend(Instant time, Duration watched, double tallest) {
    double height = part == Part.STALL ? Math.max(tallest, box.height()) : tallest;
    if (height > 0) {
      personHeight = height;
      unattended = Duration.ZERO;
      attendedSince = attendedSince == null ? time : attendedSince;
    } else {
      unattended = unattended.plus(watched);
      attendedSince = attended() ? attendedSince : null;
    }
  }

  void see(Sighting sighting) {
    unseen = Duration.ZERO;
    hits++;
    box = box.towards(sighting.box(), 1.0 / Math.min(hits, EVEN_HITS));
    count(attended() ? sighting.value() : 0);
  }

  void miss(Duration watched) {
    unseen = unseen.plus(watched);
    count(0);
  }

  /** Somebody stands in front: a look that says nothing of it. */
  void hide(Duration watched) {
    unseen = unseen.plus(watched);
  }

  private void count(double now) {
    looks = Math.min(looks + 1, EVEN_LOOKS);
    value += (now - value) / looks;
  }

  /** Whether people were at it lately. */
  boolean attended() {
    return attendedSince != null && unattended.compareTo(LATELY) <= 0;
  }

  /** Whether it stays here, was seen lately, and has people at it. */
  boolean counts() {
    return hits >= SETTLED && attended() && unseen.compareTo(LATELY) <= 0;
  }

  /** For how long it has not been seen while somebody looked. */
  Duration unseen() {
    return unseen;
  }

  /** Since when it is here with people at it; only of one that {@link #counts}. */
  Instant since() {
    return attendedSince.isAfter(first) ? attendedSince : first;
  }

  /** One miss is assumed beforehand, so that few looks weigh less than many. */
  double value() {
    return value * looks / (looks + 1);
  }

  Part part() {
    return part;
  }

  /** Of who was at it last, as a share of the picture's. */
  double personHeight() {
    return personHeight;
  }

  Zone zone() {
    return zone;
  }

  Box box() {
    return box;
  }
}
