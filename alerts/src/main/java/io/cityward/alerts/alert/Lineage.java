package io.cityward.alerts.alert;

import io.cityward.core.CameraId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a case comes from, where it went, and what it took in beside its own camera's view.
 *
 * @param opened why it was opened, as a name of de-duplication's reasons, or SPLIT
 * @param recurrenceOf the closed case at this place that it comes after
 * @param duplicateOf the case that goes on in its stead
 * @param splitFrom the case that it was part of
 * @param otherCameras which saw it too
 * @param quiet how many of its sightings came when it was closed, and were told to nobody
 */
public record Lineage(
    String opened,
    Optional<AlertId> recurrenceOf,
    Optional<AlertId> duplicateOf,
    Optional<AlertId> splitFrom,
    List<CameraId> otherCameras,
    int quiet) {

  /** Of a case on its own. */
  public static final Lineage NONE = of("", Optional.empty(), Optional.empty());

  public Lineage {
    otherCameras = List.copyOf(otherCameras);
  }

  /** Of a case that is opened. */
  public static Lineage of(String why, Optional<AlertId> recurrenceOf, Optional<AlertId> from) {
    return new Lineage(why, recurrenceOf, Optional.empty(), from, List.of(), 0);
  }

  public Lineage duplicateOf(AlertId target) {
    return new Lineage(opened, recurrenceOf, Optional.of(target), splitFrom, otherCameras, quiet);
  }

  public Lineage seenBy(List<CameraId> cameras) {
    return new Lineage(
        opened,
        recurrenceOf,
        duplicateOf,
        splitFrom,
        Stream.concat(otherCameras.stream(), cameras.stream()).distinct().toList(),
        quiet);
  }

  /** The same, once sightings went away. */
  public Lineage seenOnlyBy(List<CameraId> cameras) {
    return new Lineage(
        opened, recurrenceOf, duplicateOf, splitFrom, cameras.stream().distinct().toList(), quiet);
  }

  public Lineage seenQuietly() {
    return new Lineage(opened, recurrenceOf, duplicateOf, splitFrom, otherCameras, quiet + 1);
  }
}
