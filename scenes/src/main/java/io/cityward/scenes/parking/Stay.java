package io.cityward.scenes.parking;

import io.cityward.core.Box;
import io.cityward.inference.Detection;
import io.cityward.scenes.Step;
import io.cityward.scenes.Zone;
import io.cityward.scenes.appearance.GreyCanvas;
import io.cityward.scenes.appearance.Patch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One thing that stands in one place. Whether it is still the same thing is told by how the place
 * looks; whether it is a vehicle, by what the detector made of it over all looks. The detector
 * alone would lose a faint car every second look, and take the next car of a queue for the last.
 *
 * <p>After a gap it is not taken for there until its place looks the same again, over hours of
 * changing light a little less strictly if a detection fits too.
 *
 * <p>Invariant: evidence changes only in looks at which the place looks the same, so what passes in
 * front neither helps nor harms.
 */
final class Stay {

  /** From here on a place still looks the same; parked cars keep above 0.8. */
  private static final double SAME = 0.8;

  /** What was out of sight must look more alike: the next car of a queue reached 0.78. */
  private static final double SAME_AGAIN = 0.9;

  /** A thing that is back stands there in so many looks in a row; one that passes does not. */
  private static final int LOOKS_TO_RETURN = 2;

  /** The same, if a detection fits the box closely too: shade moved over it, rain began. */
  private static final double SAME_IF_FITTING = 0.65;

  private static final double FITTING_IOU = 0.7;

  /** A detection with less overlap is of something else. */
  static final double SAME_PLACE_IOU = 0.45;

  /** Looks over which evidence is remembered evenly; beyond, the oldest fade. */
  private static final int EVEN_LOOKS = 600;

  /** Hits over which the box is averaged evenly. */
  private static final int EVEN_HITS = 20;

  private final String id;
  private final Zone zone;
  private final Instant began;
  private final Arrival arrival;
  private final Votes votes;
  private final Patch patch;
  private Box box;
  private Instant here;
  private Duration unseen = Duration.ZERO;
  private Duration away = Duration.ZERO;
  private Duration absent = Duration.ZERO;
  private boolean present = true;
  private boolean unconfirmed;
  private boolean replaced;
  private Instant left;
  private Instant returned;
  private Duration leftFor = Duration.ZERO;
  private int alikeAgain;
  private int looks = 1;
  private int hits = 1;
  private double meanScore;
  private Instant reported;
  private String reportedAs;

  /**
   * @param classes what it may be
   */
  Stay(
      String id,
      Zone zone,
      Instant began,
      Detection detection,
      Arrival arrival,
      List<String> classes,
      GreyCanvas canvas) {
    this.id = id;
    this.zone = zone;
    this.began = began;
    this.here = began;
    this.box = detection.box();
    this.meanScore = detection.score();
    this.arrival = arrival;
    this.votes = new Votes(classes);
    votes.add(detection.label(), detection.score());
    this.patch = Patch.of(box, canvas);
  }

  /** Takes one look at the place. */
  void look(Step step, Sightings sightings, GreyCanvas canvas) {
    if (step.afterGap()) {
      doubt();
    }
    double likeness = patch.likeness(canvas);
    present = present ? stays(likeness, sightings) : returns(likeness, sightings);
    unseen = unseen.plus(step.watched());
    if (!present) {
      away = away.plus(step.watched());
      absent = sightings.hidden(box) ? absent : absent.plus(step.watched());
      return;
    }
    if (!absent.isZero()) {
      left = here;
      leftFor = absent;
      returned = step.time();
    }
    // Away for long, it is as it looks now; the patch need not come after.
    patch.follow(canvas, unconfirmed ? Duration.between(here, step.time()) : step.sinceLast());
    here = step.time();
    unconfirmed = false;
    away = Duration.ZERO;
    absent = Duration.ZERO;
    count(sightings);
  }

  /**
   * Whether something that came to a halt cannot be this: the place was seen empty before. It may
   * look like it, and so have been taken for its return.
   *
   * @param halted when it stopped moving
   */
  boolean leftBefore(Instant halted, Duration leastEmpty) {
    return present
        ? left != null && left.isBefore(halted) && leftFor.compareTo(leastEmpty) >= 0
        : here.isBefore(halted) && absent.compareTo(leastEmpty) >= 0;
  }

  /** Whether it has been there for a while since its place last looked different. */
  boolean settled(Instant time, Duration least) {
    return returned == null || !time.isBefore(returned.plus(least));
  }

  /** Another came in its place. */
  void replace() {
    here = present ? left : here;
    present = false;
    replaced = true;
  }

  /** Whether another is known to stand in its place. */
  boolean replaced() {
    return replaced;
  }

  /** Looks of several short visits add up until it is seen again. */
  private void doubt() {
    absent = unconfirmed ? absent : Duration.ZERO;
    present = false;
    unconfirmed = true;
    alikeAgain = 0;
  }

  private void count(Sightings sightings) {
    looks = Math.min(looks + 1, EVEN_LOOKS);
    Optional<Detection> seen = sightings.at(box, SAME_PLACE_IOU);
    meanScore += (seen.map(Detection::score).orElse(0.0) - meanScore) / looks;
    if (seen.isPresent()) {
      unseen = Duration.ZERO;
      hits = Math.min(hits + 1, EVEN_HITS);
      box = box.towards(seen.get().box(), 1.0 / hits);
      votes.add(seen.get().label(), seen.get().score());
    }
  }

  private boolean stays(double likeness, Sightings sightings) {
    alikeAgain = 0;
    return likeness >= SAME
        || (likeness >= SAME_IF_FITTING && sightings.best(box, FITTING_IOU) > 0);
  }

  private boolean returns(double likeness, Sightings sightings) {
    boolean alike =
        likeness >= SAME_AGAIN
            || (unconfirmed && likeness >= SAME && sightings.best(box, FITTING_IOU) > 0);
    alikeAgain = alike ? alikeAgain + 1 : 0;
    return alikeAgain >= LOOKS_TO_RETURN;
  }

  /** From now on it is what it was taken for most when it was first reported. */
  void report(Instant time) {
    reportedAs = label();
    reported = time;
  }

  /** When it was last reported; null before the first time. */
  Instant reported() {
    return reported;
  }

  String id() {
    return id;
  }

  Zone zone() {
    return zone;
  }

  Instant began() {
    return began;
  }

  /** When the place was last seen as it is with this thing in it. */
  Instant here() {
    return here;
  }

  /** For how long the detector has not seen it while somebody looked. */
  Duration unseen() {
    return unseen;
  }

  /** For how long it has not been in sight while somebody looked, whatever stood in front. */
  Duration away() {
    return away;
  }

  /** Whether nobody looked for a while, and it has not been seen again since. */
  boolean unconfirmed() {
    return unconfirmed;
  }

  /** Whether it was there in the last look. */
  boolean present() {
    return present;
  }

  /**
   * For how long it has not been there, times with something in front and times when nobody looked
   * not counted.
   */
  Duration absent() {
    return absent;
  }

  Arrival arrival() {
    return arrival;
  }

  /** The class that it was taken for most. */
  String label() {
    return reportedAs == null ? votes.most() : reportedAs;
  }

  int looks() {
    return looks;
  }

  /**
   * Mean score over the looks at which the thing was there, 0..1; a miss counts 0, and one miss is
   * assumed beforehand, so that few looks weigh less than many.
   */
  double evidence() {
    return meanScore * looks / (looks + 1);
  }

  Box box() {
    return box;
  }
}
