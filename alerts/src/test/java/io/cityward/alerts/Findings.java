package io.cityward.alerts;

import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.FindingReport;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.alert.Place;
import io.cityward.alerts.alert.Subject;
import io.cityward.alerts.algorithm.VersionId;
import io.cityward.core.Box;
import io.cityward.core.CameraId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the scenes of these tests report: a car parked on Renmin Road. */
public final class Findings {

  public static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
  public static final Box KERB = new Box(0.40, 0.40, 0.60, 0.60);
  public static final Box FAR = new Box(0.05, 0.05, 0.15, 0.15);
  public static final String PARKING = "09009";
  public static final VersionId DETECTOR = new VersionId("coco-nanodet", "1.0.0");

  private Findings() {}

  /** A time on the tests' timelines, in seconds after their start. */
  public static Instant at(double seconds) {
    return START.plusMillis(Math.round(seconds * 1000));
  }

  public static Subject subject(String camera, String eventCode, String area) {
    return new Subject(
        new CameraId(camera),
        "Camera " + camera,
        new Place("Renmin Road 12", area, 31.2, 121.5),
        "illegal-parking",
        "kerb",
        "no-parking",
        eventCode,
        "Vehicle parked where it must not");
  }

  /** As {@link #subject}, at a place in the city. */
  public static Subject at(String camera, String scene, String eventCode, Place place) {
    return new Subject(
        new CameraId(camera),
        "Camera " + camera,
        place,
        scene,
        "kerb",
        "no-parking",
        eventCode,
        "");
  }

  /** A report of camera cam-1 in area A1; the stay began at 0 s and was due at 1 s or later. */
  public static FindingReport report(
      String finding, String track, Phase phase, double seconds, Box box) {
    return report(subject("cam-1", PARKING, "A1"), finding, track, phase, 0, seconds, box);
  }

  public static FindingReport report(
      Subject subject,
      String finding,
      String track,
      Phase phase,
      double began,
      double seen,
      Box box) {
    return new FindingReport(
        new FindingId(finding),
        subject,
        track,
        phase,
        at(began),
        at(Math.max(began, 1)),
        at(seen),
        box,
        0.8,
        List.of(),
        "",
        Optional.of(DETECTOR),
        List.of());
  }

  /** The same report, with a file. */
  public static FindingReport with(FindingReport report, Evidence file) {
    return new FindingReport(
        report.finding(),
        report.subject(),
        report.trackId(),
        report.phase(),
        report.beganAt(),
        report.dueAt(),
        report.seenAt(),
        report.box(),
        report.score(),
        report.path(),
        report.reason(),
        report.foundBy(),
        List.of(file));
  }

  public static Evidence snapshot(String finding) {
    return new Evidence(
        Evidence.Kind.SNAPSHOT,
        "/evidence/2026/11/23/" + finding + "/snapshot.jpg",
        "image/jpeg",
        1000,
        "0123456789abcdef".repeat(4),
        START);
  }
}
