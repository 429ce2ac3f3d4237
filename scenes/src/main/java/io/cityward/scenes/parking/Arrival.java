package io.cityward.scenes.parking;

/** What is known of how a vehicle came where it stands. */
enum Arrival {
  /** It moved by more than its own size before it stood. */
  SEEN("seen arriving, stands"),
  /** It stood there when the camera began to look. */
  BEFORE("stood there from the first look on, stands"),
  /** Between two looks, behind something, or faint for a while. */
  UNSEEN("not seen arriving, stands");

  private final String words;

  Arrival(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
