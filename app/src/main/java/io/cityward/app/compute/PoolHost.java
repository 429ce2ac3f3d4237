package io.cityward.app.compute;

import io.cityward.inference.InferencePool;
import io.cityward.inference.LaneFigures;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import java.util.Set;
import java.util.stream.Collectors;

/** The pool of this process, as algorithms that go from version to version see it. */
public final class PoolHost implements RunningAlgorithms.Host {

  private final InferencePool pool;
  private final Runnable changed;

  /**
   * @param changed makes cameras go over to the packs that are at hand
   */
  public PoolHost(InferencePool pool, Runnable changed) {
    this.pool = pool;
    this.changed = changed;
  }

  @Override
  public Set<InputSize> sizes(String algorithm) {
    return pool.figures().lanes().stream()
        .filter(lane -> lane.pack().equals(algorithm))
        .map(LaneFigures::size)
        .collect(Collectors.toSet());
  }

  @Override
  public void prepare(ModelPack pack, InputSize size) {
    pool.prepare(pack, size);
  }

  @Override
  public void changed() {
    changed.run();
  }
}
