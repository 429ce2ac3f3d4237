package io.cityward.inference;

import io.cityward.core.CityException;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import java.util.List;

/**
 * Where one camera hands its pictures to the pool, for one pack and input size. At most one picture
 * waits: a newer one replaces it. The pictures of a lane are looked at one after the other, in the
 * order in which they came. Safe for use by many threads.
 */
public final class Lane implements AutoCloseable {

  private final LaneQueue queue;
  private final LaneOrder order;

  // The rest belongs to the queue, and is read and written under its lock.
  final Tally tally = new Tally();
  final Offered offered = new Offered();
  Bill bill;
  Shelf shelf;
  PictureJob waiting;
  long waitingSince;
  boolean inWork;
  boolean closed;

  Lane(LaneQueue queue, LaneOrder order) {
    this.queue = queue;
    this.order = order;
  }

  /**
   * Hands over a job, which the pool closes when it is done. Never waits. Told {@code dropped}
   * before this returns: the job that it replaces, or this one where lane or pool are closed.
   */
  public void submit(PictureJob job) {
    queue.submit(this, job);
  }

  /**
   * From now on another pack looks at the pictures, or the same at another size. No picture is
   * lost: the one that waits is looked at by the new, the one that is being looked at by the old.
   * Without {@link InferencePool#prepare} before, workers open the new sessions, and lanes wait for
   * that. Without effect on a closed lane.
   *
   * @throws CityException if the pack does not take the size; nothing has changed then
   */
  public void swap(ModelPack pack, InputSize size) {
    pack.check(size);
    queue.swap(this, new Workload(pack, size));
  }

  /** As {@link #swap(ModelPack, InputSize)}, at the size that the lane was opened with. */
  public void swap(ModelPack pack) {
    swap(pack, order.size());
  }

  /**
   * From now on these pay. Without effect on a closed lane.
   *
   * @throws CityException if nobody pays; nothing has changed then
   */
  public void pay(List<Payer> payers) {
    queue.pay(this, LaneOrder.check(order.name(), payers));
  }

  /** Drops the waiting picture. One that is being looked at is finished. */
  @Override
  public void close() {
    queue.close(this);
  }

  LaneOrder order() {
    return order;
  }

  @Override
  public String toString() {
    return order.name();
  }
}
