package io.cityward.app.algorithms;

import io.cityward.alerts.algorithm.Comparison.ClassQuality;
import java.nio.file.Path;
import java.util.Map;

/** Scores a pack on a folder of labelled pictures. */
public interface PackScorer {

  /**
   * What a class came to.
   *
   * @param labelled how many of them the labels name
   */
  record ClassScore(int labelled, ClassQuality quality) {}

  /**
   * Runs the pack over all pictures; takes as long as that takes.
   *
   * @param packs the folder that holds the pack's
   * @param images pictures, with labels in YOLO's format
   * @param work an empty folder, for whatever it needs
   * @return by class, in our names
   * @throws io.cityward.core.CityException if the pack, a picture or a label cannot be read
   * @throws InterruptedException if it was called off
   */
  Map<String, ClassScore> score(Path packs, String pack, Path images, Path work)
      throws InterruptedException;
}
