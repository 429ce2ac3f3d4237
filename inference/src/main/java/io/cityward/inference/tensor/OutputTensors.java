package io.cityward.inference.tensor;

import java.nio.FloatBuffer;

/** The outputs of one run of a graph. */
@FunctionalInterface
public interface OutputTensors {

  /**
   * The values of an output from position 0 to the limit, valid until the next run. Reading may
   * copy, so what is not needed is not asked for.
   */
  FloatBuffer values(String name);
}
