package io.cityward.alerts.notice;

/** Takes notices to people. Called by one thread at a time of a center, in the order they arose. */
public interface Notices {

  /**
   * Takes a notice, or a later repetition of it: after a crash, or where it threw before. When this
   * returns, the notice counts as told. Keep it short: send on threads of your own.
   *
   * @throws RuntimeException when it cannot be taken now; it comes again, with growing pauses
   */
  void tell(Notice notice);
}
