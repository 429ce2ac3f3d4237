package io.cityward.inference;

import io.cityward.core.CityException;
import io.cityward.inference.fair.Share;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Looks at the pictures of many cameras with a fixed number of sessions at a time, each run on a
 * thread of the pool ({@code inference-0}, ...). Departments share them by what they were granted;
 * within a department cameras take turns; who has more pictures than turns loses the older ones,
 * never the newest, and it is counted.
 *
 * <p>Compute is counted in compute units: 1 CU is one inference per second of the reference pack,
 * one picture at a time. A turn is charged with the time that its session really took.
 *
 * <p>A model that throws, runs out of memory or stack, takes too long or never comes back fails its
 * own pictures, rests for a while, and takes nothing from the others but the time until that is
 * known. A crash in native code is none of these: it ends the process, and no thread of it can
 * guard against that. What does is trying a pack in a process of its own before it comes here.
 */
public final class InferencePool implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final PoolSettings settings;
  private final Scale scale;
  private final Shelves shelves;
  private final LaneQueue queue;
  private final Crew crew;
  private final Duration patience;

  public InferencePool(PoolSettings settings, Engines engines, InferenceMetrics metrics) {
    this(settings, engines, metrics, PATIENCE);
  }

  InferencePool(
      PoolSettings settings, Engines engines, InferenceMetrics metrics, Duration patience) {
    LongSupplier nanos = System::nanoTime;
    this.settings = settings;
    this.scale = new Scale(settings);
    this.shelves =
        new Shelves(
            workload ->
                new Shelf(
                    workload,
                    engines,
                    workload.pack().device().orElse(settings.device()),
                    scale,
                    metrics,
                    nanos),
            nanos);
    this.queue = new LaneQueue(shelves, scale, metrics, nanos);
    this.crew = new Crew(settings, queue, shelves, metrics, nanos);
    this.patience = patience;
  }

  /** Starts the threads; models are loaded when their first pictures come, if not before. */
  public void start() {
    crew.start();
  }

  /** Opens a lane, before or after the start. */
  public Lane lane(LaneOrder order) {
    return queue.open(order);
  }

  /**
   * Opens sessions for a pack, beside those that are at work, and measures what it takes if that is
   * not known. On the calling thread, which waits; takes seconds. If no lane wants the sessions
   * within a minute, they are closed.
   *
   * @throws CityException if the pack does not take the size, or cannot be loaded or run; or
   *     ILLEGAL_STATE if the pool is closed
   */
  public void prepare(ModelPack pack, InputSize size) {
    pack.check(size);
    shelves.prepare(new Workload(pack, size)).prepare(settings.sessions());
  }

  /**
   * What departments may use from now on, all of them. A department that is not named lives on what
   * others leave; {@link Payer#CITY}, if it is not named, has as guarantee what the others have
   * not.
   */
  public void shares(Map<String, Share> shares) {
    queue.shares(shares);
  }

  /** How the pool does; cheap enough for every second. Rates are those of the last full second. */
  public PoolFigures figures() {
    double seconds = scale.seconds();
    return new PoolFigures(
        settings.sessions(),
        scale.capacity(),
        scale.pack(),
        Double.isNaN(seconds) ? 0 : seconds * 1e3,
        crew.lost(),
        shelves.figures(),
        queue.departments(),
        queue.tasks(),
        queue.lanes());
  }

  /**
   * Drops what waits, lets each session finish its picture, and unloads the models. Returns after
   * five seconds even if a model does not come back; its thread then ends by itself.
   */
  @Override
  public void close() {
    queue.close();
    crew.close(patience);
    shelves.close();
  }
}
