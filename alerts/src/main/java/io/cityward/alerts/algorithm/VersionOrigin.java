package io.cityward.alerts.algorithm;

/** Where a version comes from. */
public enum VersionOrigin {
  UPLOADED,
  /** Came with Cityward; goes when Cityward's next release leaves it out. */
  BUNDLED
}
