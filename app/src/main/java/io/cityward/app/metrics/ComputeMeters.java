package io.cityward.app.metrics;

import io.cityward.inference.DepartmentFigures;
import io.cityward.inference.PoolFigures;
import io.cityward.inference.TaskFigures;
import io.cityward.inference.WorkloadFigures;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What departments have of the pool, and what packs cost; never by camera. */
final class ComputeMeters implements Consumer<PoolFigures> {

  private final List<Gauge<DepartmentFigures>> departments;
  private final List<Gauge<WorkloadFigures>> packs;
  private final List<Gauge<Use>> uses;
  private volatile double capacity;

  /** What a department's tasks had of one version of a pack, all of them together. */
  private record Use(
      String department,
      String pack,
      String version,
      double cuSeconds,
      long inferred,
      long known,
      long dropped,
      long failed) {

    static Use of(TaskFigures task) {
      return new Use(
          task.department(),
          task.pack(),
          task.version(),
          task.used(),
          task.counts().inferred(),
          task.counts().known(),
          task.counts().droppedInAll(),
          task.counts().failed());
    }

    Use plus(Use other) {
      return new Use(
          department,
          pack,
          version,
          cuSeconds + other.cuSeconds,
          inferred + other.inferred,
          known + other.known,
          dropped + other.dropped,
          failed + other.failed);
    }

    Tags tags() {
      return Tags.of("department", department, "pack", pack, "version", version);
    }
  }

  private record Gauge<T>(MultiGauge gauge, ToDoubleFunction<T> value) {}

  ComputeMeters(MeterRegistry registry) {
    registry.gauge("cityward.compute.capacity.cu", this, self -> self.capacity);
    departments =
        List.of(
            gauge(registry, "guaranteed", "CU", d -> d.share().guaranteed()),
            gauge(registry, "used", "CU over the last second", DepartmentFigures::used),
            gauge(
                registry,
                "wanted",
                "CU that all its pictures would use, those its cameras give",
                d -> d.wanted()),
            gauge(registry, "lent", "CU of its guarantee that others use", d -> d.lent()),
            gauge(registry, "borrowed", "CU beyond its guarantee", DepartmentFigures::borrowed),
            gauge(registry, "answered", "pictures answered, 0 to 1", d -> d.answered()),
            gauge(registry, "used.cu.seconds", "CU seconds since the start", d -> d.usedInAll()),
            gauge(registry, "lent.cu.seconds", "CU seconds since the start", d -> d.lentInAll()),
            gauge(
                registry,
                "borrowed.cu.seconds",
                "CU seconds since the start",
                d -> d.borrowedInAll()));
    packs =
        List.of(
            gauge(registry, "pack.cost", "CU seconds per inference", WorkloadFigures::cost),
            gauge(registry, "pack.milliseconds", "of late", WorkloadFigures::meanMillis),
            gauge(registry, "pack.sessions", "open", WorkloadFigures::sessions),
            gauge(registry, "pack.stuck", "runs that do not come back", WorkloadFigures::stuck));
    uses =
        List.of(
            gauge(registry, "tasks.cu.seconds", "of tasks that run", Use::cuSeconds),
            gauge(registry, "tasks.frames.inferred", "of tasks that run", Use::inferred),
            gauge(registry, "tasks.frames.still", "of tasks that run", Use::known),
            gauge(registry, "tasks.frames.dropped", "of tasks that run", Use::dropped),
            gauge(registry, "tasks.frames.failed", "of tasks that run", Use::failed));
  }

  private static <T> Gauge<T> gauge(
      MeterRegistry registry, String name, String description, ToDoubleFunction<T> value) {
    return new Gauge<>(
        MultiGauge.builder("cityward.compute." + name).description(description).register(registry),
        value);
  }

  @Override
  public void accept(PoolFigures figures) {
    capacity = figures.capacity();
    register(departments, figures.departments(), d -> Tags.of("department", d.department()));
    register(
        packs,
        figures.workloads(),
        w -> Tags.of("pack", w.pack(), "version", w.version(), "size", w.size().toString()));
    Map<Tags, Use> byPack = new LinkedHashMap<>();
    for (TaskFigures task : figures.tasks()) {
      Use use = Use.of(task);
      byPack.merge(use.tags(), use, Use::plus);
    }
    register(uses, List.copyOf(byPack.values()), Use::tags);
  }

  private static <T> void register(List<Gauge<T>> gauges, List<T> things, Function<T, Tags> tags) {
    for (Gauge<T> gauge : gauges) {
      gauge
          .gauge()
          .register(
              things.stream()
                  .<MultiGauge.Row<?>>map(
                      thing -> MultiGauge.Row.of(tags.apply(thing), thing, gauge.value()))
                  .toList(),
              true);
    }
  }
}
