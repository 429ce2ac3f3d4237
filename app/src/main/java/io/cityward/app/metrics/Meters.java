package io.cityward.app.metrics;

import io.cityward.alerts.book.AlertMetrics;
import io.cityward.app.pipeline.AnalysisMetrics;
import io.cityward.app.pipeline.StreamRole;
import io.cityward.app.server.LiveMetrics;
import io.cityward.core.CameraId;
import io.cityward.inference.InferenceMetrics;
import io.cityward.inference.PoolFigures;
import io.cityward.ingest.IngestMetrics;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The meters of this process. */
public final class Meters implements AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<String, IngestMetrics> streams = new ConcurrentHashMap<>();
  private final Map<CameraId, AnalysisMetrics> analyses = new ConcurrentHashMap<>();
  private final JvmGcMetrics garbage = new JvmGcMetrics();

  public Meters() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    garbage.bindTo(registry);
  }

  /** The same for a stream each time, so that its counters go on when it is connected anew. */
  public IngestMetrics ingest(CameraId camera, StreamRole role) {
    return streams.computeIfAbsent(
        key(camera, role), key -> new IngestMeters(registry, camera, role));
  }

  /** The same for a camera each time, so that its counters go on when it is changed. */
  public AnalysisMetrics analysis(CameraId camera) {
    return analyses.computeIfAbsent(camera, id -> new AnalysisMeters(registry, id));
  }

  private static String key(CameraId camera, StreamRole role) {
    return role + " " + camera;
  }

  /** Forgets the meters of a camera that is no more. */
  public void forget(CameraId camera) {
    boolean known = analyses.remove(camera) != null;
    for (StreamRole role : StreamRole.values()) {
      known |= streams.remove(key(camera, role)) != null;
    }
    if (known) {
      registry.getMeters().stream()
          .map(Meter::getId)
          .filter(id -> camera.value().equals(id.getTag("camera")))
          .forEach(registry::remove);
    }
  }

  public InferenceMetrics inference() {
    return new InferenceMeters(registry);
  }

  /** What is to be told of the pool's figures every second. */
  public Consumer<PoolFigures> compute() {
    return new ComputeMeters(registry);
  }

  public AlertMetrics alerts() {
    return new AlertMeters(registry);
  }

  public LiveMetrics live() {
    return new LiveMeters(registry);
  }

  /** A figure that is asked for when somebody looks. */
  public void gauge(String name, String description, Supplier<Number> value) {
    io.micrometer.core.instrument.Gauge.builder(name, value)
        .description(description)
        .register(registry);
  }

  /** As {@link #gauge(String, String, Supplier)}, one of several that a label tells apart. */
  public void gauge(
      String name, String description, String label, String of, Supplier<Number> value) {
    io.micrometer.core.instrument.Gauge.builder(name, value)
        .description(description)
        .tag(label, of)
        .register(registry);
  }

  /** What the exposition on /metrics reads. */
  public PrometheusRegistry prometheus() {
    return registry.getPrometheusRegistry();
  }

  @Override
  public void close() {
    garbage.close();
    registry.close();
  }
}
