package io.cityward.alerts.alert;

import io.cityward.alerts.algorithm.VersionId;
import io.cityward.core.Box;
import io.cityward.core.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a worker says about a finding. Each report is complete, so that any of them may come first,
 * twice, late or not at all.
 *
 * @param finding the same for every report of one stay; makes repetition harmless
 * @param trackId id of the track, unique among the tracks that the scene follows at a time
 * @param beganAt when the cause began, by arrival time of the frames
 * @param dueAt when the scene's condition was fulfilled
 * @param seenAt the frame that this report speaks of; of an end, when it was seen last
 * @param box where it was then, normalised
 * @param score 0..1
 * @param path where a moving thing was, in order of time; empty for what stands
 * @param reason why the scene claims it, for a person to read; may be empty
 * @param foundBy whose detections the scene saw; empty where it saw none
 */
public record FindingReport(
    FindingId finding,
    Subject subject,
    String trackId,
    Phase phase,
    Instant beganAt,
    Instant dueAt,
    Instant seenAt,
    Box box,
    double score,
    List<PathPoint> path,
    String reason,
    Optional<VersionId> foundBy,
    List<Evidence> evidence) {

  /** In characters; with what de-duplication adds it stays below 500. */
  public static final int LONGEST_REASON = 300;

  public FindingReport {
    List<Problem> problems = new ArrayList<>();
    wanted(problems, "finding", finding);
    wanted(problems, "subject", subject);
    wanted(problems, "phase", phase);
    wanted(problems, "beganAt", beganAt);
    wanted(problems, "dueAt", dueAt);
    wanted(problems, "seenAt", seenAt);
    wanted(problems, "box", box);
    wanted(problems, "foundBy", foundBy);
    Texts.check(problems, "trackId", trackId, 1, 100);
    Texts.check(problems, "reason", reason, 0, LONGEST_REASON);
    if (!(score >= 0 && score <= 1)) {
      problems.add(Problem.of("score", score, "0..1"));
    }
    notBefore(problems, "dueAt", dueAt, beganAt);
    notBefore(problems, "seenAt", seenAt, beganAt);
    Texts.refuse(problems);
    beganAt = beganAt.truncatedTo(ChronoUnit.MICROS);
    dueAt = dueAt.truncatedTo(ChronoUnit.MICROS);
    seenAt = seenAt.truncatedTo(ChronoUnit.MICROS);
    path = path == null ? List.of() : List.copyOf(path);
    evidence = List.copyOf(evidence);
  }

  /** Why it is an alert: what the scene says, and what de-duplication adds. */
  public String reasonWith(String decision) {
    return reason.isEmpty() ? decision : reason + "; " + decision;
  }

  public boolean ended() {
    return phase == Phase.ENDED;
  }

  /** The same, of something at another place. */
  public FindingReport at(Place place) {
    return new FindingReport(
        finding,
        subject.at(place),
        trackId,
        phase,
        beganAt,
        dueAt,
        seenAt,
        box,
        score,
        path,
        reason,
        foundBy,
        evidence);
  }

  private static void wanted(List<Problem> problems, String name, Object value) {
    if (value == null) {
      problems.add(Problem.of(name, null, "a value"));
    }
  }

  private static void notBefore(List<Problem> problems, String name, Instant time, Instant begin) {
    if (time != null && begin != null && time.isBefore(begin)) {
      problems.add(Problem.of(name, time, "not before beganAt, " + begin));
    }
  }
}
