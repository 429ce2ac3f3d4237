package io.cityward.scenes.throwing;

import io.cityward.core.Point;
import java.util.Optional;

/**
 * Floors and windows as rows and columns of equal size over a façade zone's bounding box, row 1 at
 * the top.
 */
record FacadeGrid(int rows, int columns) {

  static final FacadeGrid NONE = new FacadeGrid(0, 0);

  /** The cell of a point, for people to read; empty without a grid. */
  Optional<String> cell(Point point, Facade facade) {
    if (rows == 0 || columns == 0) {
      return Optional.empty();
    }
    int row = index((point.y() - facade.top()) / facade.height(), rows);
    int column = index((point.x() - facade.left()) / facade.width(), columns);
    // Floors are counted from the ground.
    return Optional.of("floor row " + (rows - row) + ", window " + (column + 1));
  }

  private static int index(double share, int count) {
    return Math.max(0, Math.min(count - 1, (int) (share * count)));
  }
}
