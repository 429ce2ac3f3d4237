package io.cityward.app.server;

import com.linecorp.armeria.common.ServerCacheControl;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.common.grpc.GrpcSerializationFormats;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.encoding.EncodingService;
import com.linecorp.armeria.server.file.FileService;
import com.linecorp.armeria.server.grpc.GrpcService;
import com.linecorp.armeria.server.healthcheck.HealthCheckService;
import com.linecorp.armeria.server.healthcheck.SettableHealthChecker;
import com.linecorp.armeria.server.prometheus.PrometheusExpositionService;
import io.cityward.alerts.evidence.EvidenceStore;
import io.cityward.alerts.grpc.Actor;
import io.cityward.app.config.ServerConfig;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.grpc.BindableService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;

/** Serves everything that has an address, on one port. */
public final class CityServer implements AutoCloseable {

  /** Of a request: an import of 4 MiB, or a camera with pictures of its presets. */
  private static final int LARGEST_MESSAGE_BYTES = 8 << 20;

  private static final int MOST_CONNECTIONS = 10_000;

  private final ServerConfig config;
  private final SettableHealthChecker health = new SettableHealthChecker(false);
  private final LiveHttpService live;
  private final H264Copies copies = new H264Copies();
  private final Server server;

  /**
   * @param services what is offered over gRPC, beside health and reflection
   * @param streams what live views and snapshots show
   * @param doors where other systems come in
   */
  public CityServer(
      ServerConfig config,
      List<BindableService> services,
      EvidenceStore evidence,
      StreamLookup streams,
      ConnectorDoors doors,
      LiveMetrics liveMetrics,
      PrometheusRegistry metrics,
      Clock clock) {
    this.config = config;
    FreshStreams fresh = new FreshStreams(streams, clock);
    this.live = new LiveHttpService(fresh, config, liveMetrics);
    GrpcService grpc =
        GrpcService.builder()
            .addServices(services.toArray(BindableService[]::new))
            .addService(ProtoReflectionServiceV1.newInstance())
            .intercept(new Actor())
            .supportedSerializationFormats(GrpcSerializationFormats.values())
            .maxRequestMessageLength(LARGEST_MESSAGE_BYTES)
            .enableHealthCheckService(true)
            .useBlockingTaskExecutor(true)
            .build();
    ServerBuilder builder =
        Server.builder()
            .http(new InetSocketAddress(config.host(), config.port()))
            // Watches stay open for as long as somebody watches.
            .requestTimeout(Duration.ZERO)
            .maxRequestLength(LARGEST_MESSAGE_BYTES)
            .maxNumConnections(MOST_CONNECTIONS)
            .gracefulShutdownTimeout(Duration.ZERO, Duration.ofSeconds(3))
            .decorator(SecurityHeaders::add)
            .decorator(LongUploads.PACKS, LongUploads::allow)
            .decorator(LongUploads.ATTACHMENTS, LongUploads::allow)
            .service(grpc)
            .serviceUnder("/evidence/", new EvidenceHttpService(evidence, copies))
            .service("/cameras/{camera}/live.mp4", live)
            .service("/cameras/{camera}/snapshot.jpg", new SnapshotHttpService(fresh))
            .service("/health", HealthCheckService.of(health))
            .service("/metrics", PrometheusExpositionService.of(metrics))
            .serviceUnder("/assets/", consoleFiles("/io/cityward/console/assets/", true))
            .serviceUnder("/", consoleFiles("/io/cityward/console/", false));
    doors.addTo(builder);
    this.server = builder.build();
  }

  private static HttpService consoleFiles(String root, boolean hashed) {
    return FileService.builder(CityServer.class.getClassLoader(), root)
        // Names of assets carry a hash of their content; index.html does not.
        .cacheControl(hashed ? ServerCacheControl.IMMUTABLE : ServerCacheControl.REVALIDATED)
        .build()
        .decorate(EncodingService.newDecorator());
  }

  /**
   * Listens; not healthy yet.
   *
   * @throws CityException if the port is taken or the address is not one of this machine
   */
  public void start() {
    try {
      server.start().join();
    } catch (CompletionException e) {
      String reason =
          e.getCause() instanceof BindException ? "already in use or not ours" : "" + e.getCause();
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED,
          "server.port: " + config.host() + ":" + config.port() + " (" + reason + ")",
          e.getCause());
    }
  }

  /** Says on /health whether this process does its work. */
  public void healthy(boolean healthy) {
    health.setHealthy(healthy);
  }

  /** The port that is listened on, also when any free one was asked for. */
  public int port() {
    return server.activeLocalPort(SessionProtocol.HTTP);
  }

  @Override
  public void close() {
    healthy(false);
    live.close();
    copies.close();
    server.stop().join();
  }
}
