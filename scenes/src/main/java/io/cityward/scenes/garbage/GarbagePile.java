package io.cityward.scenes.garbage;

import io.cityward.core.Box;
import io.cityward.inference.Detection;
import io.cityward.scenes.Finding;
import io.cityward.scenes.Finding.Phase;
import io.cityward.scenes.Observation;
import io.cityward.scenes.Scene;
import io.cityward.scenes.Step;
import io.cityward.scenes.Zone;
import io.cityward.scenes.appearance.GreyCanvas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds garbage that lies in a no-dumping zone, and bins that overflow there. Two witnesses: a
 * detector that knows garbage, and a memory of the ground that knows what is new. What the detector
 * is sure of is an event; what it is half sure of is one if it is also new; what is only new is one
 * if somebody left it there, or if the settings want everything.
 */
final class GarbagePile implements Scene {

  /** The special case of the scene's event code. */
  static final String OVERFLOW = GarbagePileSettings.OVERFLOW;

  private static final int CANVAS = 320;
  private static final Duration SHORTEST_STEP = Duration.ofMillis(300);
  private static final Duration REFRESH = Duration.ofSeconds(30);
  private static final Duration LONGEST_STEADY = Duration.ofSeconds(5);

  /** Somebody who leaves a thing was seen beside it not longer ago. */
  private static final Duration RECENTLY = Duration.ofSeconds(20);

  /** Who was seen not longer ago is there, though the detector misses some looks. */
  private static final Duration LATELY = Duration.ofSeconds(8);

  /** Share of a thing inside the box of what it is a part of. */
  private static final double WITHIN = 0.8;

  private static final double SAME_BOX_IOU = 0.5;

  /** Detections of who moves are believed early: they only ever prevent or explain. */
  private static final double MOVER_SCORE = 0.2;

  /** A share of the place that hides it. */
  private static final double COVERING = 0.3;

  /** In own sizes of a thing: somebody nearer than this can have put it down. */
  private static final double ARM = 1.5;

  /** What is taken for a person or a vehicle in so many looks is one. */
  private static final double MOSTLY = 0.4;

  private static final double SAME_PLACE_IOU = 0.25;
  private static final int LEAST_LOOKS = 2;
  private static final int MOST = 100;

  private final GarbagePileSettings settings;
  private final List<Zone> zones;
  private final Duration longestGap;
  private final GreyCanvas canvas = new GreyCanvas(CANVAS);
  private final NewThings newThings;
  private final List<Pile> piles = new ArrayList<>();
  private final Deque<Presence> presences = new ArrayDeque<>();
  private Instant last;
  private long count;

  /** Somebody was somewhere. */
  private record Presence(Instant time, Box box) {}

  GarbagePile(GarbagePileSettings settings, List<Zone> zones, Duration longestGap) {
    this.settings = settings;
    this.zones = List.copyOf(zones);
    this.longestGap = longestGap;
    Duration half = settings.persist().dividedBy(2);
    this.newThings =
        new NewThings(
            settings.leastArea(), half.compareTo(LONGEST_STEADY) < 0 ? half : LONGEST_STEADY);
  }

  @Override
  public String name() {
    return GarbagePileSettings.SCENE;
  }

  @Override
  public List<Finding> observe(Observation observation) {
    Instant now = observation.time();
    Step step = Step.between(last, now);
    if (step.sinceLast().isNegative() || step.sinceLast().compareTo(longestGap) > 0) {
      reset();
      step = Step.between(null, now);
    } else if (last != null && step.sinceLast().compareTo(SHORTEST_STEP) < 0) {
      return List.of();
    }
    canvas.paint(observation.picture());
    if (canvas.blank()) {
      return List.of();
    }
    last = now;
    List<Box> movers = boxes(observation.detections(), GarbagePileSettings.MOVERS);
    List<Detection> garbage = garbage(observation.detections(), movers);
    look(now, step.watched(), garbage, movers);
    openSeen(now, garbage);
    openNew(now, step.watched(), movers);
    List<Finding> findings = new ArrayList<>();
    end(now, findings);
    report(now, findings);
    return findings;
  }

  @Override
  public void reset() {
    piles.clear();
    presences.clear();
    newThings.reset();
    last = null;
  }

  private static List<Box> boxes(List<Detection> detections, Set<String> classes) {
    return detections.stream()
        .filter(d -> classes.contains(d.label()) && d.score() >= MOVER_SCORE)
        .map(Detection::box)
        .toList();
  }

  /** What a vehicle, a person or an animal is taken for is none. */
  private List<Detection> garbage(List<Detection> detections, List<Box> movers) {
    List<Box> others = new ArrayList<>(movers);
    others.addAll(boxes(detections, GarbagePileSettings.ANIMALS));
    return detections.stream()
        .filter(d -> settings.classes().contains(d.label()))
        .filter(d -> d.score() >= settings.leastScore())
        .filter(d -> d.box().area() >= settings.leastArea())
        .filter(d -> others.stream().noneMatch(o -> o.iou(d.box()) >= COVERING))
        .toList();
  }

  private void look(Instant now, Duration watched, List<Detection> garbage, List<Box> movers) {
    for (Pile pile : piles) {
      Optional<Detection> seen = at(garbage, pile.box(), pile.bin());
      boolean hidden =
          movers.stream().anyMatch(m -> m.intersection(pile.box()) >= COVERING * pile.box().area());
      boolean mover = accompanied(pile, now) || movers.stream().anyMatch(m -> is(m, pile.box()));
      double score = seen.map(Detection::score).orElse(0.0);
      pile.look(now, score, hidden, mover, watched, canvas);
      seen.ifPresent(d -> pile.drift(d.box()));
    }
  }

  /** Whether a thing is what moves, or a part of it, and not something beside it or far behind. */
  private static boolean is(Box mover, Box thing) {
    return mover.intersection(thing) >= 0.5 * thing.area() && mover.area() <= 4 * thing.area();
  }

  private static Optional<Detection> at(List<Detection> garbage, Box place, boolean bin) {
    return garbage.stream()
        .filter(d -> isBin(d) == bin)
        .filter(d -> same(d.box(), place))
        .max((a, b) -> Double.compare(a.score(), b.score()));
  }

  private static boolean isBin(Detection detection) {
    return detection.label().equals(GarbagePileSettings.OVERFLOW);
  }

  /** A pile has no sharp edge: a box within another is of the same one. */
  private static boolean same(Box a, Box b) {
    return a.iou(b) >= SAME_PLACE_IOU || a.intersection(b) >= 0.7 * Math.min(a.area(), b.area());
  }

  private Optional<Pile> pileAt(Box place) {
    return piles.stream().filter(pile -> same(pile.box(), place)).findFirst();
  }

  private Optional<Zone> zone(Box box) {
    return zones.stream()
        .filter(z -> z.contains(box.groundPoint()) || z.contains(box.centre()))
        .findFirst();
  }

  private void openSeen(Instant now, List<Detection> garbage) {
    for (Detection detection : garbage) {
      boolean bin = isBin(detection);
      boolean known =
          piles.stream().anyMatch(p -> p.bin() == bin && same(p.box(), detection.box()));
      Optional<Zone> zone = zone(detection.box());
      if (!known && zone.isPresent() && piles.size() < MOST) {
        Pile pile = new Pile(nextId(now), zone.get(), bin, now, now, detection.box(), canvas);
        pile.look(now, detection.score(), false, false, Duration.ZERO, canvas);
        piles.add(pile);
      }
    }
  }

  private void openNew(Instant now, Duration watched, List<Box> movers) {
    List<Box> kept = piles.stream().filter(Pile::isNew).map(Pile::box).toList();
    for (NewThings.Thing thing : newThings.look(canvas, watched, kept)) {
      Instant came = now.minus(thing.age());
      boolean somebody = somebodyAt(thing.box(), came);
      Optional<Pile> known = pileAt(thing.box());
      Optional<Zone> zone = zone(thing.box());
      if (known.isPresent()) {
        known.get().markNew(somebody);
      } else if (zone.isPresent()
          && piles.size() < MOST
          && movers.stream().noneMatch(m -> is(m, thing.box()))) {
        Pile pile = new Pile(nextId(now), zone.get(), false, came, now, thing.box(), canvas);
        pile.markNew(somebody);
        cameWith(thing.box(), came, now).ifPresent(pile::cameWith);
        piles.add(pile);
      }
    }
    movers.forEach(box -> presences.addLast(new Presence(now, box)));
    while (!presences.isEmpty()
        && presences.peekFirst().time().isBefore(now.minus(RECENTLY.multipliedBy(2)))) {
      presences.removeFirst();
    }
  }

  /**
   * What came with a thing and has it inside its box: a car that has been parked, whose wheel is
   * new; somebody with a bag. Behind a thing that was put before it a car stood already.
   */
  private Optional<Box> cameWith(Box thing, Instant came, Instant now) {
    return presences.stream()
        .filter(p -> !p.time().isBefore(now.minus(LATELY)))
        .filter(p -> p.box().intersection(thing) >= WITHIN * thing.area())
        .map(Presence::box)
        .filter(box -> !wasThere(box, came.minus(LATELY)))
        .reduce((earlier, later) -> later);
  }

  /** Whether what came with a pile still stands there. */
  private boolean accompanied(Pile pile, Instant now) {
    return pile.companion() != null
        && presences.stream()
            .filter(p -> !p.time().isBefore(now.minus(LATELY)))
            .anyMatch(p -> p.box().iou(pile.companion()) >= SAME_BOX_IOU);
  }

  private boolean wasThere(Box box, Instant before) {
    return presences.stream()
        .anyMatch(p -> p.time().isBefore(before) && p.box().iou(box) >= SAME_BOX_IOU);
  }

  private boolean somebodyAt(Box thing, Instant came) {
    Box near =
        new Box(
            Math.max(0, thing.left() - ARM * thing.width()),
            Math.max(0, thing.top() - ARM * thing.height()),
            Math.min(1, thing.right() + ARM * thing.width()),
            Math.min(1, thing.bottom() + ARM * thing.height()));
    Instant from = came.minus(RECENTLY);
    return presences.stream()
        .anyMatch(p -> !p.time().isBefore(from) && p.box().intersection(near) > 0);
  }

  private String nextId(Instant now) {
    return "pile-" + now.toEpochMilli() + "-" + ++count;
  }

  private void end(Instant now, List<Finding> findings) {
    for (Iterator<Pile> all = piles.iterator(); all.hasNext(); ) {
      Pile pile = all.next();
      boolean gone = pile.absent().compareTo(settings.leaveAfter()) >= 0;
      if (pile.reported() == null) {
        Duration waited = Duration.between(pile.began(), now);
        boolean none = waited.compareTo(settings.persist().multipliedBy(2).plus(RECENTLY)) > 0;
        boolean passed = pile.absent().compareTo(settings.persist().dividedBy(2)) > 0;
        if (none && pile.isNew() && !wanted(pile)) {
          newThings.learnAtOnce(pile.box());
        }
        if (passed || gone || (none && !wanted(pile))) {
          all.remove();
        }
      } else if (gone) {
        all.remove();
        findings.add(finding(pile, Phase.ENDED, pile.here()));
      }
    }
  }

  private void report(Instant now, List<Finding> findings) {
    for (Pile pile : piles) {
      if (pile.reported() == null) {
        boolean due = !now.isBefore(pile.began().plus(settings.persist()));
        boolean told =
            piles.stream().anyMatch(p -> p.reported() != null && same(p.box(), pile.box()));
        if (due && pile.present() && pile.looks() >= LEAST_LOOKS && !told && wanted(pile)) {
          pile.report(now);
          findings.add(finding(pile, Phase.BEGUN, now));
        }
      } else if (pile.present() && !now.isBefore(pile.reported().plus(REFRESH))) {
        pile.report(now);
        findings.add(finding(pile, Phase.ONGOING, now));
      }
    }
  }

  /** Whether the witnesses are enough. */
  private boolean wanted(Pile pile) {
    if (pile.mover() >= MOSTLY) {
      return false;
    }
    double evidence = pile.evidence();
    return evidence >= settings.leastEvidence()
        || (pile.isNew() && evidence >= settings.leastEvidence() / 2)
        || (pile.isNew() && (pile.left() || settings.anyStaticObject()));
  }

  private Finding finding(Pile pile, Phase phase, Instant seen) {
    return new Finding(
        name(),
        pile.zone().id(),
        pile.id(),
        phase,
        pile.began(),
        pile.began().plus(settings.persist()),
        seen,
        pile.box(),
        score(pile),
        reason(pile, seen),
        List.of(),
        pile.bin() ? OVERFLOW : "");
  }

  /** What is only new is as likely garbage as not. */
  private static double score(Pile pile) {
    return Math.min(1, Math.max(pile.evidence(), pile.isNew() ? 0.5 : 0));
  }

  private String reason(Pile pile, Instant seen) {
    return String.format(
        Locale.ROOT,
        "%s for %d s in %s %s (allowed %d s), %smean score %.2f over %d looks",
        pile.bin() ? "a bin overflows" : "lies",
        Duration.between(pile.began(), seen).toSeconds(),
        pile.zone().kind(),
        pile.zone().id(),
        settings.persist().toSeconds(),
        pile.left() ? "somebody left it, " : pile.isNew() ? "was not there before, " : "",
        pile.evidence(),
        pile.looks());
  }
}
