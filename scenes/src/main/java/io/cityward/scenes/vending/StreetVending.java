package io.cityward.scenes.vending;

import io.cityward.core.Box;
import io.cityward.core.Point;
import io.cityward.inference.Detection;
import io.cityward.scenes.Finding;
import io.cityward.scenes.Finding.Phase;
import io.cityward.scenes.Observation;
import io.cityward.scenes.Scene;
import io.cityward.scenes.Step;
import io.cityward.scenes.Zone;
import io.cityward.scenes.tracking.Track;
import io.cityward.scenes.tracking.Tracker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds stalls that stand in a no-vending zone, with people at them, for longer than the dwell.
 * Goods, shade and furniture that stay in one place are {@link Thing}s; things within reach of each
 * other and of people who stand there are a {@link Stall} once they are evidence enough; a stall is
 * reported once it is due.
 */
final class StreetVending implements Scene {

  /** Who is not seen for longer begins anew, as somebody who may be passing. */
  static final Duration PERSON_MEMORY = Duration.ofSeconds(6);

  /** Looks that come sooner after the last are left out: they show nothing new. */
  private static final Duration SHORTEST_STEP = Duration.ofMillis(150);

  private static final Duration REFRESH = Duration.ofSeconds(10);

  private static final double SURE_SCORE = 0.35;

  /** Who is seen in one place for so long stands; a track needs it to tell a walker. */
  private static final Duration STANDING = Duration.ofSeconds(2);

  /** Feet are a little above the lower edge of a box. */
  private static final double FOOTPRINT = 0.1;

  private static final Comparator<Detection> BEST_FIRST =
      Comparator.comparingDouble(Detection::score).reversed();

  private final StreetVendingSettings settings;
  private final List<Zone> zones;
  private final Duration longestGap;
  private final Tracker people;
  private final Things things;
  private final Evidence evidence;
  private final List<Stall> stalls = new ArrayList<>();
  private Instant last;
  private long count;

  StreetVending(StreetVendingSettings settings, List<Zone> zones, Duration longestGap) {
    this.settings = settings;
    this.zones = List.copyOf(zones);
    this.longestGap = longestGap;
    this.people = new Tracker(SURE_SCORE, settings.leastScore(), PERSON_MEMORY);
    this.things = new Things(settings.leaveAfter());
    this.evidence = new Evidence(settings.leastEvidence());
  }

  @Override
  public String name() {
    return StreetVendingSettings.SCENE;
  }

  @Override
  public List<Finding> observe(Observation observation) {
    Instant time = observation.time();
    Step step = Step.between(last, time);
    if (step.sinceLast().isNegative() || step.sinceLast().compareTo(longestGap) > 0) {
      reset();
      step = Step.between(null, time);
    } else if (last != null && step.sinceLast().compareTo(SHORTEST_STEP) < 0) {
      return List.of();
    }
    last = time;
    Duration watched = step.watched();
    Reach reach = Reach.in(observation.picture());
    List<Detection> seen =
        observation.detections().stream().filter(d -> d.score() >= settings.leastScore()).toList();
    List<Detection> persons =
        seen.stream().filter(d -> d.label().equals(StreetVendingSettings.PERSON)).toList();
    things.look(
        time,
        watched,
        sightings(seen),
        persons.stream().map(Detection::box).toList(),
        standing(time, persons),
        reach);
    join(time, watched, reach);
    List<Finding> findings = new ArrayList<>();
    end(findings);
    report(time, findings);
    return findings;
  }

  @Override
  public void reset() {
    people.reset();
    things.clear();
    stalls.clear();
    last = null;
  }

  private List<Sighting> sightings(List<Detection> seen) {
    List<Sighting> sightings = new ArrayList<>();
    for (Detection detection : seen.stream().sorted(BEST_FIRST).toList()) {
      double weight = settings.weight(detection.label());
      if (weight > 0) {
        zone(detection.box())
            .map(
                zone ->
                    new Sighting(
                        detection.box(),
                        zone,
                        weight * detection.score(),
                        StreetVendingSettings.part(weight)))
            .filter(one -> sightings.stream().noneMatch(one::repeats))
            .ifPresent(sightings::add);
      }
    }
    return sightings;
  }

  private List<Standing> standing(Instant time, List<Detection> persons) {
    List<Standing> standing = new ArrayList<>();
    for (Track track : people.update(time, persons)) {
      if (!track.moving() && stays(track)) {
        zone(track.box()).map(zone -> new Standing(track.box(), zone)).ifPresent(standing::add);
      }
    }
    return standing;
  }

  private static boolean stays(Track track) {
    return Duration.between(track.first(), track.seen()).compareTo(STANDING) >= 0;
  }

  private Optional<Zone> zone(Box box) {
    Point ground = new Point(box.centre().x(), box.bottom() - FOOTPRINT * box.height());
    return zones.stream().filter(zone -> zone.contains(ground)).findFirst();
  }

  /**
   * Gives things to the stalls that have them, the oldest first, and makes stalls of the others.
   */
  private void join(Instant time, Duration watched, Reach reach) {
    List<Thing> free = new ArrayList<>(things.counting());
    for (Stall stall : stalls) {
      List<Thing> own = free.stream().filter(thing -> stall.has(thing, reach)).toList();
      free.removeAll(own);
      stall.look(time, watched, own, evidence);
    }
    while (!free.isEmpty()) {
      List<Thing> group = takeGroup(free, reach);
      if (evidence.enough(group)) {
        String id = "stall-" + time.toEpochMilli() + "-" + ++count;
        stalls.add(new Stall(id, time, group, evidence));
      }
    }
  }

  /** Takes out the first thing, and all within reach from one to the next. */
  private static List<Thing> takeGroup(List<Thing> free, Reach reach) {
    List<Thing> group = new ArrayList<>(List.of(free.remove(0)));
    for (int i = 0; i < group.size(); i++) {
      Thing one = group.get(i);
      List<Thing> near =
          free.stream()
              .filter(other -> other.zone().id().equals(one.zone().id()))
              .filter(
                  other ->
                      reach.joins(
                          one.box(),
                          other.box(),
                          Math.max(one.personHeight(), other.personHeight())))
              .toList();
      free.removeAll(near);
      group.addAll(near);
    }
    return group;
  }

  private void end(List<Finding> findings) {
    for (Stall stall : List.copyOf(stalls)) {
      if (stall.absent().compareTo(settings.leaveAfter()) > 0) {
        stalls.remove(stall);
        if (stall.reported() != null) {
          findings.add(finding(stall, Phase.ENDED, stall.here()));
        }
      }
    }
  }

  private void report(Instant time, List<Finding> findings) {
    for (Stall stall : stalls) {
      if (!stall.present()) {
        continue;
      }
      if (stall.reported() == null) {
        if (stall.confirmed() && !time.isBefore(stall.began().plus(settings.dwell()))) {
          stall.report(time);
          findings.add(finding(stall, Phase.BEGUN, time));
        }
      } else if (!time.isBefore(stall.reported().plus(REFRESH))) {
        stall.report(time);
        findings.add(finding(stall, Phase.ONGOING, time));
      }
    }
  }

  private Finding finding(Stall stall, Phase phase, Instant seen) {
    return new Finding(
        name(),
        stall.zone().id(),
        stall.id(),
        phase,
        stall.began(),
        stall.began().plus(settings.dwell()),
        seen,
        stall.box(),
        Math.min(1, stall.evidence()),
        reason(stall, seen));
  }

  private String reason(Stall stall, Instant seen) {
    return String.format(
        Locale.ROOT,
        "stands with people at it for %d s in %s %s (allowed %d s), evidence %.2f of %.2f",
        Duration.between(stall.began(), seen).toSeconds(),
        stall.zone().kind(),
        stall.zone().id(),
        settings.dwell().toSeconds(),
        stall.evidence(),
        settings.leastEvidence());
  }
}
