package io.cityward.alerts.dedup;

/** Why a decision was taken; a bounded set, so that it can be counted. */
public enum DedupReason {
  /** No case of this event code is open at this camera. */
  NOTHING_OPEN,
  /** Cases are open, but at other places in the picture. */
  OTHER_PLACE,
  /** A case is open at this place, but an instantaneous event of another time. */
  OTHER_TIME,
  /** A closed case of this place comes back. */
  RECURRENCE,
  /** What a closed case was about is still there, after the cooldown. */
  STILL_THERE,
  /** The finding goes on. */
  SAME_FINDING,
  /** Another finding of a track and scene that has a case, over the same time. */
  SAME_TRACK,
  /** Another track where a case is open. */
  SAME_PLACE,
  /** Another camera sees a place of the same id, where a case is open. */
  SHARED_PLACE,
  /** Another camera sees a place that lies near enough to that of an open case. */
  NEAR_PLACE,
  /** Seen before its place's case was closed, or so shortly after that it is not armed again. */
  COOLDOWN,
  /** What was rejected still stands there. */
  REJECTED_STAY,
  /** Where clutter was rejected, not long ago. */
  REJECTED_CLUTTER,
  /** The report came before. */
  REPEATED,
  /** A newer report of the finding came first. */
  OVERTAKEN
}
