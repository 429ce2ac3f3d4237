package io.cityward.scenes.garbage;

import io.cityward.core.Box;
import io.cityward.scenes.Zone;
import io.cityward.scenes.appearance.GreyCanvas;
import io.cityward.scenes.appearance.Patch;
import java.time.Duration;
import java.time.Instant;

/**
 * Something that lies in one place. Whether it still does is told by how the place looks; whether
 * it is garbage, by what the detector made of it over all looks, by its being new, and by who was
 * there when it came.
 */
final class Pile {

  /** From here on a place still looks the same. */
  private static final double SAME = 0.75;

  /** Looks over which evidence is remembered evenly; beyond, the oldest fade. */
  private static final int EVEN_LOOKS = 120;

  /** Looks over which the box is averaged evenly. */
  private static final int EVEN_BOXES = 20;

  private final String id;
  private final Zone zone;
  private final boolean bin;
  private final Instant began;
  private final Patch patch;
  private Box box;
  private boolean isNew;
  private boolean left;
  private Box companion;
  private Instant here;
  private Duration absent = Duration.ZERO;
  private int looks;
  private double meanScore;
  private int moverLooks;
  private int allLooks;
  private boolean present = true;
  private Instant reported;

  /**
   * @param bin whether it is an overflowing bin
   */
  Pile(String id, Zone zone, boolean bin, Instant began, Instant now, Box box, GreyCanvas canvas) {
    this.id = id;
    this.zone = zone;
    this.bin = bin;
    this.began = began;
    this.here = now;
    this.box = box;
    this.patch = Patch.of(box, canvas);
  }

  /** It was not there before; somebody was there when it came, or not. */
  void markNew(boolean somebody) {
    isNew = true;
    left |= somebody;
  }

  /** It is a part of something else while that stands where it stood when both came. */
  void cameWith(Box other) {
    companion = other;
  }

  /** What it came with; null: by itself. */
  Box companion() {
    return companion;
  }

  /**
   * Takes one look at the place.
   *
   * @param score of the best detection there; 0 if there is none
   * @param hidden whether something may stand in front
   * @param mover whether it is taken for something that moves
   * @param watched the time that this look speaks for
   */
  void look(
      Instant now,
      double score,
      boolean hidden,
      boolean mover,
      Duration watched,
      GreyCanvas canvas) {
    allLooks++;
    moverLooks += mover ? 1 : 0;
    present = score > 0 || patch.likeness(canvas) >= SAME;
    if (!present) {
      absent = hidden ? absent : absent.plus(watched);
      return;
    }
    absent = Duration.ZERO;
    here = now;
    patch.follow(canvas, watched);
    looks = Math.min(looks + 1, EVEN_LOOKS);
    meanScore += (score - meanScore) / looks;
  }

  /** Follows where it is seen; piles grow. */
  void drift(Box seen) {
    box = box.towards(seen, 1.0 / Math.max(2, Math.min(looks, EVEN_BOXES)));
  }

  /** Mean score over the looks in which it was in sight, one miss assumed beforehand. */
  double evidence() {
    return meanScore * looks / (looks + 1);
  }

  /** Share of the looks in which it was taken for something that moves. */
  double mover() {
    return allLooks == 0 ? 0 : (double) moverLooks / allLooks;
  }

  void report(Instant time) {
    reported = time;
  }

  Instant reported() {
    return reported;
  }

  String id() {
    return id;
  }

  Zone zone() {
    return zone;
  }

  boolean bin() {
    return bin;
  }

  Instant began() {
    return began;
  }

  Box box() {
    return box;
  }

  boolean isNew() {
    return isNew;
  }

  boolean left() {
    return left;
  }

  boolean present() {
    return present;
  }

  Instant here() {
    return here;
  }

  Duration absent() {
    return absent;
  }

  int looks() {
    return looks;
  }
}
