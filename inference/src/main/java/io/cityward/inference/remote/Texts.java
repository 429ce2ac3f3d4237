package io.cityward.inference.remote;

/** Others' words, made fit for a message of ours. */
final class Texts {

  private static final int MOST = 300;

  private Texts() {}

  /** Bounded, and on one line. */
  static String line(String text) {
    String line = text.replaceAll("[\\s\\p{Cntrl}\\p{Cf}]+", " ").strip();
    return line.length() <= MOST ? line : line.substring(0, MOST - 1) + "…";
  }
}
