package io.cityward.alerts.dedup;

/** Why a decision was taken; a bounded set, so that it can be counted. */
public enum DedupReason {
  /** No case of this event code is open at this camera. */
  NOTHING_OPEN,
  /** Cases are open, but at other places in the picture. */
  OTHER_PLACE,
  /** The finding goes on. */
  SAME_FINDING,
  /** Another finding of a track and scene that has a case, over the same time. */
  SAME_TRACK,
  /** Another track where a case is open. */
  SAME_PLACE,
  /** The report came before. */
  REPEATED,
  /** A newer report of the finding came first. */
  OVERTAKEN
}
