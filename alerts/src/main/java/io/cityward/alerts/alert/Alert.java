package io.cityward.alerts.alert;

import io.cityward.alerts.algorithm.VersionId;
import io.cityward.core.Box;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One real-world event, however often it was seen.
 *
 * @param order the work order that follows it
 * @param trackId of the newest sighting by its own camera
 * @param score the best so far, 0..1
 * @param box where its own camera saw it last
 * @param raisedAt when the book opened it
 * @param sightings how often it was seen anew, the first time included
 * @param reason what the scene saw, and why de-duplication opened it
 * @param path where a moving thing was, as last reported; empty for what stands
 * @param foundBy whose detections the scene saw that opened it; empty where it saw none
 * @param lineage which cases it is tied to, and how
 * @param version grows by one with every change
 */
public record Alert(
    AlertId id,
    OrderId order,
    Subject subject,
    String trackId,
    double score,
    Box box,
    AlertState state,
    Judgement judgement,
    Instant beganAt,
    Instant dueAt,
    Instant raisedAt,
    Instant lastSeenAt,
    Optional<Instant> endedAt,
    int sightings,
    String reason,
    List<PathPoint> path,
    Optional<VersionId> foundBy,
    Lineage lineage,
    List<Evidence> evidence,
    long version) {

  public Alert {
    path = List.copyOf(path);
    evidence = List.copyOf(evidence);
  }

  /** The alert that a finding opens, with no tie to another. */
  public static Alert opened(
      AlertId id, OrderId order, FindingReport report, Instant now, String reason) {
    return opened(id, order, report, now, reason, Lineage.NONE);
  }

  /** The alert that a finding opens. */
  public static Alert opened(
      AlertId id,
      OrderId order,
      FindingReport report,
      Instant now,
      String reason,
      Lineage lineage) {
    return new Alert(
        id,
        order,
        report.subject(),
        report.trackId(),
        report.score(),
        report.box(),
        report.ended() ? AlertState.ENDED : AlertState.ONGOING,
        Judgement.PENDING,
        report.beganAt(),
        report.dueAt(),
        now,
        report.seenAt(),
        report.ended() ? Optional.of(report.seenAt()) : Optional.empty(),
        1,
        reason,
        report.path(),
        report.foundBy(),
        lineage,
        report.evidence(),
        1);
  }

  /** The alert after one more report of its own camera. */
  public Alert seen(FindingReport report, boolean anew, boolean live) {
    return seen(report, anew, live, false);
  }

  /**
   * The alert after one more report. An older report than the newest one known leaves place and
   * time alone.
   *
   * @param anew whether it counts as a sighting
   * @param live whether a finding of this alert still goes on
   * @param elsewhere whether it was seen in another picture than the alert's own, so that box and
   *     track say nothing here
   */
  public Alert seen(FindingReport report, boolean anew, boolean live, boolean elsewhere) {
    boolean later = !report.seenAt().isBefore(lastSeenAt);
    boolean newest = later && !elsewhere;
    Instant last = later ? report.seenAt() : lastSeenAt;
    return new Alert(
        id,
        order,
        subject,
        newest ? report.trackId() : trackId,
        Math.max(score, report.score()),
        newest ? report.box() : box,
        live ? AlertState.ONGOING : AlertState.ENDED,
        judgement,
        earlier(beganAt, report.beganAt()),
        dueAt,
        raisedAt,
        last,
        live ? Optional.empty() : Optional.of(last),
        sightings + (anew ? 1 : 0),
        reason,
        newest && !report.path().isEmpty() ? report.path() : path,
        foundBy,
        lineage,
        evidence,
        version + 1);
  }

  /**
   * The same version, after sightings came or went.
   *
   * @param count of its sightings
   * @param track of the newest sighting by its own camera, in the box
   * @param live whether one of its findings goes on
   */
  public Alert recounted(
      int count, String track, Box where, double best, Instant began, Instant last, boolean live) {
    return new Alert(
        id,
        order,
        subject,
        track,
        best,
        where,
        live ? AlertState.ONGOING : AlertState.ENDED,
        judgement,
        began,
        dueAt,
        raisedAt,
        last,
        live ? Optional.empty() : Optional.of(last),
        count,
        reason,
        path,
        foundBy,
        lineage,
        evidence,
        version);
  }

  public Alert judged(Judgement given) {
    return changed(state, endedAt, given, lineage, evidence, version + 1);
  }

  /** The next version, ended where it was seen last, because nothing more was heard of it. */
  public Alert silenced() {
    return changed(
        AlertState.ENDED, Optional.of(lastSeenAt), judgement, lineage, evidence, version + 1);
  }

  /** The next version, after its evidence grew. */
  public Alert shown(Evidence more) {
    List<Evidence> all = Stream.concat(evidence.stream(), Stream.of(more)).toList();
    return changed(state, endedAt, judgement, lineage, all, version + 1);
  }

  /** The same version, its evidence filled in. */
  public Alert with(List<Evidence> all) {
    return changed(state, endedAt, judgement, lineage, all, version);
  }

  /** The next version, tied to other cases. */
  public Alert tied(Lineage ties) {
    return changed(state, endedAt, judgement, ties, evidence, version + 1);
  }

  private Alert changed(
      AlertState now,
      Optional<Instant> end,
      Judgement judged,
      Lineage ties,
      List<Evidence> shown,
      long next) {
    return new Alert(
        id,
        order,
        subject,
        trackId,
        score,
        box,
        now,
        judged,
        beganAt,
        dueAt,
        raisedAt,
        lastSeenAt,
        end,
        sightings,
        reason,
        path,
        foundBy,
        ties,
        shown,
        next);
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
