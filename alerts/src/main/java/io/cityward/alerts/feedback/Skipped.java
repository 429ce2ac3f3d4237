package io.cityward.alerts.feedback;

/** Why a judged alert has no picture in the set. */
public enum Skipped {
  /** None was stored with it. */
  NO_FRAME("no frame was stored"),
  /** The file is not where it was. */
  GONE("the file is gone"),
  /** Not the bytes that were stored. */
  CHANGED("the file is not what was stored"),
  /** More than a picture can have. */
  TOO_LARGE("the file is too large"),
  /** Its size cannot be told. */
  NO_JPEG("the file is no JPEG"),
  /** The finding speaks of the whole picture, as that a camera is covered. */
  NO_BOX("the finding has no box");

  private final String words;

  Skipped(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
