package io.cityward.alerts.compute;

import io.cityward.core.CameraId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the pool does now. Answers at once and from memory; safe for any number of threads. */
public interface PoolView {

  /** The pool as a whole. */
  Picture look();

  /** Every task, in any order. */
  List<Task> tasks();

  /**
   * The pool, over the last seconds.
   *
   * @param capacity CU; 0 until the reference pack has been measured
   * @param staleSince since when the pool runs on grants that it cannot renew
   * @param staleReason empty when they are fresh
   */
  record Picture(
      Instant at,
      double capacity,
      Optional<Instant> staleSince,
      String staleReason,
      List<Pack> packs,
      List<Department> departments) {

    public Picture {
      packs = List.copyOf(packs);
      departments = List.copyOf(departments);
    }
  }

  /**
   * A pack that is loaded.
   *
   * @param size as {@code 416x256}
   * @param cost CU·s per inference
   * @param milliseconds mean time per picture
   * @param device "cpu", "cuda:0", or the address of a server
   */
  record Pack(
      String name,
      String version,
      String size,
      double cost,
      double milliseconds,
      int batch,
      int sessions,
      String device) {}

  /**
   * What a department gets, in CU.
   *
   * @param lent of its guarantee, used by others
   * @param borrowed beyond its guarantee, used by it
   * @param waiting pictures that wait for their turn
   */
  record Department(
      String department,
      double guaranteed,
      double ceiling,
      double used,
      double wanted,
      double lent,
      double borrowed,
      int waiting) {}

  /**
   * What a task gets.
   *
   * @param version empty as long as none is active
   * @param effectiveFps over the last seconds
   * @param reason in words for an operator; empty when there is nothing to say
   */
  record Task(
      String department,
      CameraId camera,
      String scene,
      String algorithm,
      String version,
      double wantedFps,
      double effectiveFps,
      TaskState state,
      String reason) {}

  /** Whether a task runs, and why not. */
  enum TaskState {
    RUNNING,
    WAITING_FOR_GRANT,
    OUTSIDE_SCHEDULE,
    CAMERA_OFF,
    WAITING_FOR_ALGORITHM
  }
}
