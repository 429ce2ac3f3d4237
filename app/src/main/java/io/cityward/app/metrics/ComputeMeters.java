package io.cityward.app.metrics;

import io.cityward.inference.DepartmentFigures;
import io.cityward.inference.PoolFigures;
import io.cityward.inference.WorkloadFigures;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What departments have of the pool, and what packs cost; by department and by pack alone. */
final class ComputeMeters implements Consumer<PoolFigures> {

  private final List<Gauge<DepartmentFigures>> departments;
  private final List<Gauge<WorkloadFigures>> packs;
  private volatile double capacity;

  private record Gauge<T>(MultiGauge gauge, ToDoubleFunction<T> value) {}

  ComputeMeters(MeterRegistry registry) {
    registry.gauge("cityward.compute.capacity.cu", this, self -> self.capacity);
    departments =
        List.of(
            gauge(registry, "guaranteed", "CU", d -> d.share().guaranteed()),
            gauge(registry, "used", "CU over the last second", DepartmentFigures::used),
            gauge(registry, "wanted", "CU that all its pictures would use", d -> d.wanted()),
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
