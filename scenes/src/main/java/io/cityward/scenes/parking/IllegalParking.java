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
import io.cityward.scenes.appearance.GreyCanvas;
import io.cityward.scenes.tracking.Track;
import io.cityward.scenes.tracking.Tracker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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

  private final IllegalParkingSettings settings;
  private final List<Zone> zones;
  private final Duration longestGap;
  private final Tracker tracker;
  private final GreyCanvas canvas = new GreyCanvas();
  private final Stays stays;
  private Instant last;
  private long count;

  IllegalParking(IllegalParkingSettings settings, List<Zone> zones, Duration longestGap) {
    this.settings = settings;
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
    last = time;
    Sightings sightings = sightings(observation.detections());
    stays.look(step, sightings, canvas);
    open(time, sightings);
    List<Finding> findings = new ArrayList<>();
    end(findings);
    report(time, findings);
    return findings;
  }

  @Override
  public void reset() {
    stays.clear();
    tracker.reset();
    last = null;
  }

  private Sightings sightings(List<Detection> detections) {
    return new Sightings(
        detections.stream()
            .filter(d -> settings.classes().contains(d.label()))
            .filter(d -> d.score() >= settings.leastScore())
            .toList());
  }

  /** Opens a stay for each vehicle that stands in a zone and has none. */
  private void open(Instant time, Sightings sightings) {
    for (Track track : tracker.update(time, sightings.vehicles())) {
      Box box = track.box();
      Optional<Zone> zone = zones.stream().filter(z -> z.contains(footprint(box))).findFirst();
      if (zone.isPresent() && !track.moving() && !stays.occupied(box)) {
        String id = "vehicle-" + time.toEpochMilli() + "-" + ++count;
        boolean arrived = track.travelled() >= ARRIVAL;
        double score = track.detection().score();
        stays.add(new Stay(id, zone.get(), time, box, score, arrived, canvas));
      }
    }
  }

  private void end(List<Finding> findings) {
    for (Stay stay : stays.removeOver()) {
      if (stay.reported() != null) {
        findings.add(finding(stay, Phase.ENDED, stay.here()));
      }
    }
  }

  private void report(Instant time, List<Finding> findings) {
    for (Stay stay : stays.presentByEvidence()) {
      if (stay.reported() == null) {
        if (due(stay, time) && vehicle(stay) && !stays.explain(stay)) {
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
    return !time.isBefore(stay.began().plus(settings.dwell())) && stay.looks() >= LEAST_LOOKS;
  }

  private boolean vehicle(Stay stay) {
    double share = stay.arrived() ? ARRIVAL_DISCOUNT : 1;
    return stay.evidence() >= share * settings.leastEvidence();
  }

  private Finding finding(Stay stay, Phase phase, Instant seen) {
    Instant due = stay.began().plus(settings.dwell());
    return new Finding(
        name(),
        stay.zone().id(),
        stay.id(),
        phase,
        stay.began(),
        due,
        seen,
        stay.box(),
        Math.min(1, stay.evidence()),
        reason(stay, seen));
  }

  private String reason(Stay stay, Instant seen) {
    return String.format(
        Locale.ROOT,
        "%s for %d s in %s %s (allowed %d s), mean score %.2f over %d looks",
        stay.arrived() ? "seen arriving, stands" : "stands",
        Duration.between(stay.began(), seen).toSeconds(),
        stay.zone().kind(),
        stay.zone().id(),
        settings.dwell().toSeconds(),
        stay.evidence(),
        stay.looks());
  }

  private static Point footprint(Box box) {
    return new Point(box.centre().x(), box.bottom() - FOOTPRINT * box.height());
  }
}
