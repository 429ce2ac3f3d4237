package io.cityward.app.algorithms;

import java.util.List;

/** Flags of the JVMs that packs are tried and scored in. */
final class ChildFlags {

  private ChildFlags() {}

  /** Bounded, and short-lived: nothing of it need be fast or kept. */
  static List<String> heap(int mebibytes) {
    return List.of(
        "-Xmx" + mebibytes + "m",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:ErrorFile=crash.log",
        "-XX:TieredStopAtLevel=1");
  }
}
