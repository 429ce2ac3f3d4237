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
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The packs that run, at hand. When roles change, the new versions are opened beside the old ones,
 * on a thread of its own ({@code algorithms}); only then do cameras go over to them, so that no
 * picture waits for a model to load. A version that cannot be opened does not get its role, leaves
 * the others as they were, and is tried again every minute: a server of models comes back, a disk
 * is mended.
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

  /**
   * An algorithm at work.
   *
   * @param wanted what the book says
   * @param roles what of it could be opened
   * @param failures why not, by version
   */
  private record Running(
      Roles wanted,
      Roles roles,
      Map<String, ModelPack> packs,
      Map<String, CityException> failures,
      OptionalDouble triedCost) {

    private static final Running NOTHING =
        new Running(Roles.NONE, Roles.NONE, Map.of(), Map.of(), OptionalDouble.empty());

    private Optional<ModelPack> pack(Optional<String> version) {
      return version.map(packs::get);
    }

    private Optional<CityException> failureOfActive() {
      return wanted.active().map(failures::get);
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
      if (now.equals(before.wanted()) && before.failures().isEmpty()) {
        return;
      }
      Running fresh = open(algorithm, now, before, this::prepare);
      running.put(algorithm, fresh);
      if (!fresh.roles().equals(before.roles())) {
        LOG.info("{}: {}", algorithm, fresh.roles());
        host.changed();
      }
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

  /**
   * Opens each version for itself: a shadow that cannot be takes nothing from the active one. Where
   * the active one cannot, the one that was goes on; where the canary cannot, its cameras have the
   * active one.
   */
  private Running open(
      String algorithm, Roles now, Running before, BiConsumer<String, ModelPack> prepare) {
    Map<String, ModelPack> packs = new HashMap<>();
    Map<String, CityException> failures = new HashMap<>();
    Stream.of(now.active(), now.canary(), now.shadow())
        .flatMap(Optional::stream)
        .forEach(
            version -> {
              try {
                ModelPack present = before.packs().get(version);
                packs.put(version, present != null ? present : opened(algorithm, version, prepare));
              } catch (RuntimeException e) {
                failures.put(version, failure(algorithm, version, e, before));
              }
            });
    Optional<String> active = now.active().filter(packs::containsKey);
    if (active.isEmpty() && now.active().isPresent()) {
      active = before.roles().active();
      active.ifPresent(version -> packs.put(version, before.packs().get(version)));
    }
    Optional<String> canary = now.canary().filter(packs::containsKey);
    Roles opened =
        new Roles(
            active,
            now.earlier(),
            canary,
            canary.isPresent() ? now.canaryCameras() : Set.of(),
            now.shadow().filter(packs::containsKey));
    OptionalDouble cost =
        active.isPresent() ? roles.costOf(algorithm, active.get()) : OptionalDouble.empty();
    return new Running(now, opened, Map.copyOf(packs), Map.copyOf(failures), cost);
  }

  private ModelPack opened(
      String algorithm, String version, BiConsumer<String, ModelPack> prepare) {
    ModelPack pack = roles.packOf(algorithm, version);
    prepare.accept(algorithm, pack);
    return pack;
  }

  /** Told once, not every minute. */
  private static CityException failure(
      String algorithm, String version, RuntimeException why, Running before) {
    String message = "algorithm " + algorithm + " " + version + ": " + words(why);
    CityException known = before.failures().get(version);
    if (known == null || !message.equals(known.getMessage())) {
      LOG.error(
          "{}; it is not run now, and tried again every minute",
          message,
          why instanceof CityException ? null : why);
    }
    ErrorCode code = why instanceof CityException e ? e.code() : ErrorCode.EXTERNAL_FAILED;
    return new CityException(code, message, why);
  }

  /** Tasks tell them to whoever asks: where files lie on this machine is left out. */
  private static String words(RuntimeException why) {
    if (why instanceof CityException e && !e.problems().isEmpty()) {
      return e.problems().stream()
          .map(problem -> problem.name() + ": " + problem.text())
          .collect(Collectors.joining("; "));
    }
    return why.getMessage();
  }

  private Running running(String algorithm) {
    return running.computeIfAbsent(
        algorithm,
        name -> {
          Roles now = roles.of(name);
          if (now.equals(Roles.NONE)) {
            throw CityException.notFound("algorithm", name);
          }
          return open(name, now, Running.NOTHING, (known, pack) -> {});
        });
  }

  /**
   * Opens the algorithm of tasks that name none, before the first picture comes. A version that
   * cannot be run keeps nobody waiting: its tasks say so, and it is tried again every minute. But
   * as long as nothing has ever run here but what came with Cityward, it is the installation that
   * is wrong, and that is told at once.
   *
   * @throws CityException NOT_FOUND if it has no active version; or why the version that came with
   *     Cityward cannot be run, if no other was ever active
   */
  public void openUsual() {
    Roles now = roles.of(usual);
    if (now.active().isEmpty()) {
      throw inactive(usual);
    }
    Running opened = open(usual, now, Running.NOTHING, this::prepare);
    if (now.earlier().isEmpty() && roles.isBundled(usual, now.active().get())) {
      opened
          .failureOfActive()
          .ifPresent(
              e -> {
                throw e;
              });
    }
    running.put(usual, opened);
  }

  /** How many versions have a role that they cannot be run in. */
  public int broken() {
    return running.values().stream().mapToInt(algorithm -> algorithm.failures().size()).sum();
  }

  @Override
  public String usual() {
    return usual;
  }

  @Override
  public ModelPack pack(String algorithm, CameraId camera) {
    Running now = running(algorithm);
    return now.pack(now.roles().on(camera))
        .orElseThrow(() -> now.failureOfActive().orElseGet(() -> inactive(algorithm)));
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
