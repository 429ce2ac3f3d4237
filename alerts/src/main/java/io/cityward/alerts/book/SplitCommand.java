package io.cityward.alerts.book;

import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.FindingId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Somebody says that a part of a case is another case.
 *
 * @param alert the case
 * @param findings the part; empty where {@code mergedFrom} names it
 * @param mergedFrom everything that came when this case was merged into the alert: undoes that
 * @param note why, in free words
 * @param version of its work order that the caller has seen; empty for any
 * @param key the same key again changes nothing
 */
public record SplitCommand(
    AlertId alert,
    List<FindingId> findings,
    Optional<AlertId> mergedFrom,
    String actor,
    String note,
    OptionalLong version,
    String key) {

  public SplitCommand {
    findings = findings.stream().distinct().toList();
  }
}
