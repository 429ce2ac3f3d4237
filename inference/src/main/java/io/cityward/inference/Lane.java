package io.cityward.inference;

/**
 * Where one camera hands its pictures to the pool, for one pack and input size. At most one picture
 * waits: a newer one replaces it. The pictures of a lane are looked at one after the other, in the
 * order in which they came. Safe for use by many threads.
 */
public final class Lane implements AutoCloseable {

  private final LaneQueue queue;
  private final Workload workload;
  private final String name;

  // The rest belongs to the queue, and is read and written under its lock.
  PictureJob waiting;
  long waitingSince;
  boolean inWork;
  boolean closed;

  Lane(LaneQueue queue, String name, Workload workload) {
    this.queue = queue;
    this.name = name;
    this.workload = workload;
  }

  /**
   * Hands over a job, which the pool closes when it is done. Never waits. Told {@code dropped}
   * before this returns: the job that it replaces, or this one where lane or pool are closed.
   */
  public void submit(PictureJob job) {
    queue.submit(this, job);
  }

  /** Drops the waiting picture. One that is being looked at is finished. */
  @Override
  public void close() {
    queue.close(this);
  }

  Workload workload() {
    return workload;
  }

  @Override
  public String toString() {
    return name;
  }
}
