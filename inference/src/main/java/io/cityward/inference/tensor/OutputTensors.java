package io.cityward.inference.tensor;

import java.nio.FloatBuffer;

/** What one run of a graph says of one picture. */
@FunctionalInterface
public interface OutputTensors {

  /**
   * The values of an output from position 0 to the limit, valid until the next run; whoever reads
   * leaves the position alone. The engine may have to copy, so what is not needed is not asked for.
   */
  FloatBuffer values(String name);
}
