package io.cityward.scenes.parking;

import io.cityward.core.Box;
import io.cityward.scenes.Step;
import io.cityward.scenes.Zone;
import io.cityward.scenes.appearance.GreyCanvas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** The things that stand in front of one camera now, oldest first. */
final class Stays {

  /** A stay that has not been seen by the detector for so long was none. */
  private static final Duration FORGET_UNSEEN = Duration.ofSeconds(90);

  /** A vehicle hidden for longer than this is not waited for, whatever stands in front. */
  private static final Duration LONGEST_HIDDEN = Duration.ofMinutes(5);

  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(3);

  /** After a gap a place that looks different for so long has been left, and not only passed by. */
  private static final Duration PATIENCE_AFTER_GAP = Duration.ofSeconds(5);

  /** A place that looked different for so long, with nothing in front, was empty. */
  private static final Duration SEEN_EMPTY = Duration.ofSeconds(2);

  /** Two outlines that share more than this are of one thing. */
  private static final double SAME_THING = 0.6;

  /** Bounds memory and work in dense traffic. */
  private static final int MOST = 300;

  private final Duration leaveAfter;
  private final List<Stay> stays = new ArrayList<>();

  Stays(Duration leaveAfter) {
    this.leaveAfter = leaveAfter;
  }

  void look(Step step, Sightings sightings, GreyCanvas canvas) {
    stays.forEach(stay -> stay.look(step, sightings, canvas));
  }

  /**
   * Tells those that stood in a place, and were gone when something came to a halt there, that they
   * were replaced, however alike it looks.
   */
  void arrived(Box place, Instant halted) {
    for (Stay stay : stays) {
      if (stay.box().iou(place) >= Stay.SAME_PLACE_IOU && stay.leftBefore(halted, SEEN_EMPTY)) {
        stay.replace();
      }
    }
  }

  /** Whether something that is in sight stands in a place. */
  boolean occupied(Box place) {
    return stays.stream().anyMatch(s -> s.present() && s.box().iou(place) >= Stay.SAME_PLACE_IOU);
  }

  void add(Stay stay) {
    if (stays.size() < MOST) {
      stays.add(stay);
    }
  }

  void clear() {
    stays.clear();
  }

  List<Stay> presentByEvidence() {
    return stays.stream()
        .filter(Stay::present)
        .sorted(Comparator.comparingDouble(Stay::evidence).reversed())
        .toList();
  }

  /** Takes out what stands in zones that do not count now. */
  List<Stay> removeIn(Predicate<Zone> idle) {
    List<Stay> over = stays.stream().filter(stay -> idle.test(stay.zone())).toList();
    stays.removeAll(over);
    return over;
  }

  /** Takes out what has left, was none, or doubles another. */
  List<Stay> removeOver() {
    List<Stay> over = new ArrayList<>();
    for (Stay stay : stays) {
      boolean none = stay.reported() == null && (unseen(stay) || doubled(stay));
      if (none || gone(stay)) {
        over.add(stay);
      }
    }
    stays.removeAll(over);
    return over;
  }

  /**
   * Whether the others explain a stay: it is a part of a reported one, in sight or not, or of one
   * with more evidence, or a straddle of several. So one vehicle is reported once, even when
   * something in front gives it a second outline for a while.
   *
   * @param alike whether a class of vehicles can be taken for that of the stay: a bicycle in front
   *     of a car is no part of it
   */
  boolean explain(Stay stay, Predicate<String> alike) {
    double shared = 0;
    for (Stay other : stays) {
      boolean stronger =
          other.reported() != null || (other.present() && other.evidence() > stay.evidence());
      if (other != stay && stronger && alike.test(other.label())) {
        double common = other.box().intersection(stay.box());
        shared += common;
        if (common > SAME_THING * other.box().area()) {
          return true;
        }
      }
    }
    return shared > SAME_THING * stay.box().area();
  }

  private static boolean unseen(Stay stay) {
    return stay.unseen().compareTo(FORGET_UNSEEN) > 0;
  }

  /** Whether an older stay turned out to be of the same thing. */
  private boolean doubled(Stay stay) {
    return stay.present()
        && stays.stream()
            .takeWhile(older -> older != stay)
            .anyMatch(o -> o.present() && o.box().iou(stay.box()) >= SAME_THING);
  }

  private boolean gone(Stay stay) {
    return stay.replaced()
        || stay.absent().compareTo(patience(stay)) > 0
        || stay.away().compareTo(LONGEST_HIDDEN) > 0;
  }

  /** What stood for long is waited for longer: a passing car must not live on as a stay. */
  private Duration patience(Stay stay) {
    if (stay.unconfirmed() && leaveAfter.compareTo(PATIENCE_AFTER_GAP) > 0) {
      return PATIENCE_AFTER_GAP;
    }
    Duration stood = Duration.between(stay.began(), stay.here()).plus(LEAST_PATIENCE);
    boolean sure = stay.reported() != null || stood.compareTo(leaveAfter) > 0;
    return sure ? leaveAfter : stood;
  }
}
