package io.cityward.inference.pytorch;

/** What PyTorch says, made fit for a message: it adds its own stack traces, over many lines. */
final class Reasons {

  private static final int MOST = 400;

  private Reasons() {}

  static String of(Throwable e) {
    String text = e.getMessage() == null ? e.toString() : e.getMessage();
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return line.length() <= MOST ? line : line.substring(0, MOST - 1) + "…";
  }
}
