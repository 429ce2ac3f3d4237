package io.cityward.scenes.parking;

import io.cityward.core.Box;
import io.cityward.core.Point;
import io.cityward.inference.Detection;
import io.cityward.scenes.Finding;
import io.cityward.scenes.Finding.Phase;
import io.cityward.scenes.Observation;
import io.cityward.scenes.Scene;
import io.cityward.scenes.Step;
import io.cityward.scenes.Zone;
import io.cityward.scenes.ZoneKind;
import io.cityward.scenes.appearance.GreyCanvas;
import io.cityward.scenes.tracking.Track;
import io.cityward.scenes.tracking.Tracker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds vehicles that stand in a no-parking zone or a fire lane for longer than the dwell. Each
 * thing that stands in a zone is a {@link Stay}; a stay becomes a finding once it is due and there
 * is evidence enough that it is a vehicle.
 */
final class IllegalParking implements Scene {

  /** Looks that come sooner after the last are left out: they show nothing new. */
  private static final Duration SHORTEST_STEP = Duration.ofMillis(150);

  private static final Duration REFRESH = Duration.ofSeconds(10);

  private static final Duration TRACK_MEMORY = Duration.ofSeconds(3);
  private static final double SURE_SCORE = 0.35;

  /** In own sizes: what moved so far came here by itself. */
  private static final double ARRIVAL = 1.0;

  private static final double ARRIVAL_DISCOUNT = 0.75;

  /** A vehicle stands a little above the lower edge of its box: its footprint is not a line. */
  private static final double FOOTPRINT = 0.1;

  private static final int LEAST_LOOKS = 3;

  /** A track needs two seconds to tell that a thing has come to a halt. */
  private static final Duration SETTLING = Duration.ofSeconds(3);

  /** What is first seen not later after the first look has stood there before. */
  private static final Duration AT_FIRST = Duration.ofSeconds(10);

  private final IllegalParkingSettings settings;
  private final Set<String> anyClass;
  private final List<String> classes;
  private final List<Zone> zones;
  private final Duration longestGap;
  private final Tracker tracker;
  private final GreyCanvas canvas = new GreyCanvas();
  private final Stays stays;
  private Instant first;
  private Instant last;
  private long count;

  IllegalParking(IllegalParkingSettings settings, List<Zone> zones, Duration longestGap) {
    this.settings = settings;
    this.anyClass = settings.classes();
    this.classes = List.copyOf(anyClass);
    this.zones = List.copyOf(zones);
    this.longestGap = longestGap;
    this.stays = new Stays(settings.leaveAfter());
    this.tracker = new Tracker(SURE_SCORE, settings.leastScore(), TRACK_MEMORY);
  }

  @Override
  public String name() {
    return IllegalParkingSettings.SCENE;
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
    canvas.paint(observation.picture());
    if (canvas.blank()) {
      return List.of();
    }
    first = first == null ? time : first;
    last = time;
    Sightings sightings = sightings(observation.detections());
    stays.look(step, sightings, canvas);
    List<Finding> findings = new ArrayList<>();
    end(stays.removeIn(zone -> !counts(zone, time)), findings);
    open(time, sightings);
    end(stays.removeOver(), findings);
    report(time, findings);
    return findings;
  }

  @Override
  public void reset() {
    stays.clear();
    tracker.reset();
    first = null;
    last = null;
  }

  private Sightings sightings(List<Detection> detections) {
    return new Sightings(
        detections.stream()
            .filter(d -> anyClass.contains(d.label()))
            .filter(d -> d.score() >= settings.leastScore())
            .toList());
  }

  private boolean counts(Zone zone, Instant time) {
    return settings.rule(zone.id()).schedule().contains(time, settings.timeZone());
  }

  /** Opens a stay for each vehicle that stands in a zone and has none. */
  private void open(Instant time, Sightings sightings) {
    for (Track track : tracker.update(time, sightings.vehicles())) {
      Box box = track.box();
      if (!track.moving() && track.lastWay() >= ARRIVAL) {
        stays.arrived(box, track.rests());
      }
      Optional<Zone> zone =
          zones.stream().filter(z -> z.contains(footprint(box)) && counts(z, time)).findFirst();
      if (zone.isPresent() && !track.moving() && !stays.occupied(box)) {
        String id = "vehicle-" + time.toEpochMilli() + "-" + ++count;
        stays.add(
            new Stay(id, zone.get(), time, track.detection(), arrival(track), classes, canvas));
      }
    }
  }

  private Arrival arrival(Track track) {
    if (track.travelled() >= ARRIVAL) {
      return Arrival.SEEN;
    }
    boolean before = !track.first().isAfter(first.plus(AT_FIRST));
    return before ? Arrival.BEFORE : Arrival.UNSEEN;
  }

  private void end(List<Stay> over, List<Finding> findings) {
    for (Stay stay : over) {
      if (stay.reported() != null) {
        findings.add(finding(stay, Phase.ENDED, stay.here()));
      }
    }
  }

  private void report(Instant time, List<Finding> findings) {
    for (Stay stay : stays.presentByEvidence()) {
      if (stay.reported() == null) {
        if (due(stay, time) && vehicle(stay) && !stays.explain(stay, label -> alike(stay, label))) {
          stay.report(time);
          findings.add(finding(stay, Phase.BEGUN, time));
        }
      } else if (!time.isBefore(stay.reported().plus(REFRESH))) {
        stay.report(time);
        findings.add(finding(stay, Phase.ONGOING, time));
      }
    }
  }

  private boolean due(Stay stay, Instant time) {
    return !time.isBefore(dueAt(stay))
        && stay.looks() >= LEAST_LOOKS
        && stay.settled(time, SETTLING);
  }

  private Instant dueAt(Stay stay) {
    return stay.began().plus(settings.rule(stay.zone().id()).dwell(stay.label()));
  }

  private boolean vehicle(Stay stay) {
    boolean arrived = stay.arrival() == Arrival.SEEN;
    double share = arrived ? ARRIVAL_DISCOUNT : 1;
    return (arrived || !settings.arrivedOnly())
        && settings.rule(stay.zone().id()).classes().contains(stay.label())
        && stay.evidence() >= share * settings.leastEvidence();
  }

  /** Whether another class of vehicles can be taken for that of a stay. */
  private boolean alike(Stay stay, String label) {
    return nonMotor(stay.label()) == nonMotor(label);
  }

  private boolean nonMotor(String label) {
    return settings.nonMotor().contains(label);
  }

  private Finding finding(Stay stay, Phase phase, Instant seen) {
    boolean ownKind = nonMotor(stay.label()) && stay.zone().kind() == ZoneKind.NO_PARKING;
    return new Finding(
        name(),
        stay.zone().id(),
        stay.id(),
        phase,
        stay.began(),
        dueAt(stay),
        seen,
        stay.box(),
        Math.min(1, stay.evidence()),
        reason(stay, seen),
        List.of(),
        ownKind ? IllegalParkingSettings.NON_MOTOR : "");
  }

  private String reason(Stay stay, Instant seen) {
    return String.format(
        Locale.ROOT,
        "%s: %s for %d s in %s %s (allowed %d s), mean score %.2f over %d looks",
        stay.label(),
        stay.arrival(),
        Duration.between(stay.began(), seen).toSeconds(),
        stay.zone().kind(),
        stay.zone().id(),
        Duration.between(stay.began(), dueAt(stay)).toSeconds(),
        stay.evidence(),
        stay.looks());
  }

  private static Point footprint(Box box) {
    return new Point(box.centre().x(), box.bottom() - FOOTPRINT * box.height());
  }
}
