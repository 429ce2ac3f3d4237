package io.cityward.alerts.algorithm;

/** How far a version has come. */
public enum VersionState {
  /** Stored; its trial waits or runs. */
  UPLOADED,
  /** Passed its trial, or came with Cityward: may get a role. */
  TRIED,
  TRIAL_FAILED
}
