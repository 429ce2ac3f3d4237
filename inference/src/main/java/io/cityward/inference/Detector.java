package io.cityward.inference;

import io.cityward.core.Picture;
import java.util.List;

/** A loaded model, ready for pictures of any size. For one thread, whoever opened it. */
public interface Detector extends AutoCloseable {

  /**
   * Runs the model on one picture.
   *
   * @return what it sees, the best score first; empty if nothing reaches the pack's least score
   * @throws io.cityward.core.CityException if the model fails; the next picture may go well
   */
  List<Detection> detect(Picture picture);

  @Override
  void close();
}
