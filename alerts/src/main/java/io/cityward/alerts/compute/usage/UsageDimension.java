package io.cityward.alerts.compute.usage;

/** What figures can be kept apart by. */
public enum UsageDimension {
  DEPARTMENT,
  ALGORITHM,
  VERSION,
  CAMERA,
  SCENE
}
