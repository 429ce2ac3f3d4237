package io.cityward.app.compute;

import io.cityward.alerts.algorithm.Roles;
import io.cityward.app.algorithms.AlgorithmRoles;
import io.cityward.app.pipeline.Algorithms;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The packs that run, at hand. When roles change, the new versions are opened beside the old ones,
 * on a thread of its own ({@code algorithms}); only then do cameras go over to them, so that no
 * picture waits for a model to load. A version that cannot be opened leaves everything as it was,
 * and is tried again every minute: a server of models comes back, a disk is mended.
 */
public final class RunningAlgorithms implements Algorithms, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunningAlgorithms.class);
  private static final long CLOSING_SECONDS = 10;
  private static final Duration TRIED_AGAIN = Duration.ofMinutes(1);

  private final AlgorithmRoles roles;
  private final String usual;
  private final Host host;
  private final Duration again;
  private final Map<String, Running> running = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(
          1,
          task -> {
            Thread thread = new Thread(task, "algorithms");
            thread.setDaemon(true);
            return thread;
          });

  /** What runs the packs. */
  public interface Host {

    /** The input sizes at which an algorithm looks at pictures now. */
    Set<InputSize> sizes(String algorithm);

    /**
     * Opens a pack beside what runs.
     *
     * @throws CityException if it cannot be
     */
    void prepare(ModelPack pack, InputSize size);

    /** Other packs are at hand from now on. */
    void changed();
  }

  private record Running(Roles roles, Map<String, ModelPack> packs, OptionalDouble triedCost) {

    private Optional<ModelPack> pack(Optional<String> version) {
      return version.map(packs::get);
    }
  }

  /**
   * @param usual the algorithm of tasks that name none
   */
  public RunningAlgorithms(AlgorithmRoles roles, String usual, Host host) {
    this(roles, usual, host, TRIED_AGAIN);
  }

  RunningAlgorithms(AlgorithmRoles roles, String usual, Host host, Duration again) {
    this.roles = roles;
    this.usual = usual;
    this.host = host;
    this.again = again;
  }

  /** Follows changes of roles from now on. */
  public void start() {
    roles.onChange(this::follow);
    Future<?> following =
        executor.scheduleWithFixedDelay(
            this::refresh, again.toMillis(), again.toMillis(), TimeUnit.MILLISECONDS);
    if (following.isDone()) {
      throw new IllegalStateException("closed before the start");
    }
  }

  private void follow() {
    try {
      executor.execute(this::refresh);
    } catch (RejectedExecutionException e) {
      LOG.debug("a role changed after the end");
    }
  }

  private void refresh() {
    running.forEach(this::refresh);
  }

  private void refresh(String algorithm, Running before) {
    try {
      Roles now = roles.of(algorithm);
      if (now.equals(before.roles())) {
        return;
      }
      Running fresh = read(algorithm, now);
      for (Map.Entry<String, ModelPack> version : fresh.packs().entrySet()) {
        if (!before.packs().containsKey(version.getKey())) {
          prepare(algorithm, version.getValue());
        }
      }
      running.put(algorithm, fresh);
      LOG.info("{}: {}", algorithm, now);
      host.changed();
    } catch (CityException e) {
      LOG.error("{}: stays as it was ({}): {}", algorithm, before.roles(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("{}: stays as it was ({})", algorithm, before.roles(), e);
    }
  }

  private void prepare(String algorithm, ModelPack pack) {
    for (InputSize size : host.sizes(algorithm)) {
      if (size.isMultipleOf(pack.input().multipleOf())) {
        host.prepare(pack, size);
      }
    }
    host.prepare(pack, pack.defaultSize());
  }

  private Running read(String algorithm, Roles now) {
    Map<String, ModelPack> packs = new HashMap<>();
    now.active().ifPresent(version -> packs.put(version, roles.packOf(algorithm, version)));
    now.canary().ifPresent(version -> packs.put(version, roles.packOf(algorithm, version)));
    now.shadow().ifPresent(version -> packs.put(version, roles.packOf(algorithm, version)));
    OptionalDouble cost =
        now.active().isPresent()
            ? roles.costOf(algorithm, now.active().get())
            : OptionalDouble.empty();
    return new Running(now, Map.copyOf(packs), cost);
  }

  private Running running(String algorithm) {
    return running.computeIfAbsent(
        algorithm,
        name -> {
          Roles now = roles.of(name);
          if (now.equals(Roles.NONE)) {
            throw CityException.notFound("algorithm", name);
          }
          return read(name, now);
        });
  }

  /**
   * The active version of the algorithm of tasks that name none.
   *
   * @throws CityException NOT_FOUND if there is none, INVALID if its pack is broken
   */
  public ModelPack usualPack() {
    Running now = running(usual);
    return now.pack(now.roles().active()).orElseThrow(() -> inactive(usual));
  }

  @Override
  public String usual() {
    return usual;
  }

  @Override
  public ModelPack pack(String algorithm, CameraId camera) {
    Running now = running(algorithm);
    return now.pack(now.roles().on(camera)).orElseThrow(() -> inactive(algorithm));
  }

  private static CityException inactive(String algorithm) {
    return new CityException(
        ErrorCode.NOT_FOUND, "algorithm: " + algorithm + " (expected: one with an active version)");
  }

  @Override
  public Optional<ModelPack> active(String algorithm) {
    try {
      Running now = running(algorithm);
      return now.pack(now.roles().active());
    } catch (CityException e) {
      return Optional.empty();
    }
  }

  @Override
  public OptionalDouble triedCost(String algorithm) {
    try {
      return running(algorithm).triedCost();
    } catch (CityException e) {
      return OptionalDouble.empty();
    }
  }

  @Override
  public Optional<ModelPack> shadow(String algorithm) {
    Running now = running(algorithm);
    return now.pack(now.roles().shadow());
  }

  /** Waits for what is being opened. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
