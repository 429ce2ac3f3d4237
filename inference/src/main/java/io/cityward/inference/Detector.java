package io.cityward.inference;

import io.cityward.core.Picture;
import java.util.List;

/** A loaded model, ready for pictures of any size. For one thread at a time. */
public interface Detector extends AutoCloseable {

  /** The most pictures that one run takes; 1 where the model or its engine takes no more. */
  default int batch() {
    return 1;
  }

  /**
   * Runs the model once on some pictures.
   *
   * @param pictures 1 to {@link #batch}
   * @return what it sees in each, in their order; the best score first, empty if nothing reaches
   *     the pack's least score
   * @throws io.cityward.core.CityException if the model fails; the next pictures may go well
   */
  List<List<Detection>> detect(List<? extends Picture> pictures);

  /** As {@link #detect(List)}, for one picture. */
  default List<Detection> detect(Picture picture) {
    return detect(List.of(picture)).get(0);
  }

  /**
   * Whether a run is the calling thread's own work, so that the processor time of that thread is
   * what the model takes, whatever else the machine does meanwhile. False where others do the work:
   * more threads, a GPU, a server.
   */
  default boolean worksInCaller() {
    return false;
  }

  /**
   * Makes a run that is under way fail soon, as far as the engine can. From any thread; without
   * effect on runs that begin later.
   */
  default void cancel() {}

  @Override
  void close();
}
