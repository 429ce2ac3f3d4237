package io.cityward.app.command;

import java.io.IOException;

/** A process that is started by another of ours, and must not outlive it. */
final class Orphan {

  private Orphan() {}

  /** Ends this process at once when its input ends: then who started it is gone. */
  static void endWithInput() {
    Thread watch = new Thread(Orphan::watch, "orphan-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void watch() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is said, only that somebody is there.
      }
    } catch (IOException e) {
      Runtime.getRuntime().halt(1);
    }
    Runtime.getRuntime().halt(1);
  }
}
