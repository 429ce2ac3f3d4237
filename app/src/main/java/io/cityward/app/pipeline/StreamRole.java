package io.cityward.app.pipeline;

/** What a camera's streams are for. */
public enum StreamRole {
  /** In full detail: evidence comes from it. */
  MAIN,
  /** The same picture, smaller: analysis uses it where the scenes allow. */
  SUB
}
