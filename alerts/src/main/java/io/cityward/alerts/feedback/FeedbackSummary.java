package io.cityward.alerts.feedback;

import java.util.Map;

/**
 * What an export holds.
 *
 * @param confirmed alerts in the set that were events
 * @param rejected alerts in the set that were none
 * @param skipped judged alerts without a picture, only named in the manifest
 */
public record FeedbackSummary(int confirmed, int rejected, Map<Skipped, Integer> skipped) {

  public FeedbackSummary {
    skipped = Map.copyOf(skipped);
  }
}
