package io.cityward.inference;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;

/** What a session is opened for: a pack at an input size. */
record Workload(ModelPack pack, InputSize size) {

  /** What went wrong with a picture of this workload, as its camera is told. */
  CityException failure(Throwable e) {
    return e instanceof CityException known
        ? known
        : new CityException(ErrorCode.INTERNAL, this + ": " + e, e);
  }

  @Override
  public String toString() {
    return "pack " + pack + " at " + size;
  }
}
