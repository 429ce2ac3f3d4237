package io.cityward.app;

import io.cityward.alerts.AlertCenter;
import io.cityward.alerts.dispatch.LaneState;
import io.cityward.app.algorithms.AlgorithmDesk;
import io.cityward.app.algorithms.ProcessScorer;
import io.cityward.app.cameras.CalibrationDesk;
import io.cityward.app.cameras.CameraDesk;
import io.cityward.app.cameras.CameraRoll;
import io.cityward.app.cameras.Prober;
import io.cityward.app.compute.ComputeCenter;
import io.cityward.app.compute.PoolHost;
import io.cityward.app.compute.RunningAlgorithms;
import io.cityward.app.compute.ShadowDesk;
import io.cityward.app.config.CityConfig;
import io.cityward.app.metrics.Meters;
import io.cityward.app.pipeline.CameraBoard;
import io.cityward.app.pipeline.CaseLooker;
import io.cityward.app.pipeline.FindingDesk;
import io.cityward.app.pipeline.Reports;
import io.cityward.app.server.AlgorithmGrpcService;
import io.cityward.app.server.BoardStreams;
import io.cityward.app.server.CalibrationGrpcService;
import io.cityward.app.server.CameraCommands;
import io.cityward.app.server.CameraGrpcService;
import io.cityward.app.server.CameraLooks;
import io.cityward.app.server.CityServer;
import io.cityward.app.server.ConnectorDoors;
import io.cityward.inference.EngineDiscovery;
import io.cityward.inference.Engines;
import io.cityward.inference.InferencePool;
import io.cityward.inference.PoolSettings;
import io.cityward.inference.onnx.OnnxEngine;
import io.cityward.inference.remote.OpenInferenceEngine;
import io.grpc.BindableService;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Cameras, inference, scenes, book, dispatch, server and console in one process. */
public final class AllInOne implements AutoCloseable {

  private final CityConfig config;
  private final Clock clock;
  private final Lifecycle lifecycle = new Lifecycle();
  private CityServer server;
  private volatile CameraBoard board;

  public AllInOne(CityConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /**
   * Starts everything, from the book outwards; what fails takes down what was started before it.
   *
   * @throws io.cityward.core.CityException naming what could not be started, and why
   */
  public void start() {
    try {
      startAll();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void startAll() {
    Meters meters = lifecycle.stopWith("meters", new Meters());
    AlertCenter center = new AlertCenter(config.alerts(), meters.alerts(), clock);
    lifecycle.onStop("alert center", center);
    center.start();

    AlgorithmDesk repository = repository(center);
    lifecycle.onStop("algorithm repository", repository);
    repository.start();
    InferencePool pool = pool(meters);
    RunningAlgorithms algorithms =
        new RunningAlgorithms(
            repository, config.inference().pack(), new PoolHost(pool, () -> board.replan()));
    lifecycle.onStop("algorithms", algorithms);
    // A pack that cannot be loaded is known now, and not when the first picture comes; and what it
    // takes is what compute is counted in.
    algorithms.openUsual();
    ShadowDesk shadows = new ShadowDesk(center.shadows(), clock.instant());
    lifecycle.onStop("shadow desk", shadows);
    ComputeCenter compute =
        new ComputeCenter(config, center, pool, algorithms, () -> board, meters.compute(), clock);

    CameraRoll roll = new CameraRoll(config.cameras(), center.cameras(), config.data());
    FindingDesk desk =
        new FindingDesk(
            new BookSink(center),
            new Reports(config.eventCodes(), clock.instant()),
            config.evidence(),
            clock);
    board =
        new CameraBoard(
            config.ingest(),
            config.pipelines(),
            config.evidence(),
            pool,
            compute.gate(),
            algorithms,
            shadows,
            desk,
            meters::ingest,
            meters::analysis,
            clock);
    lifecycle.onStop("compute", compute);
    compute.start();
    roll.open().forEach(board::put);
    repository.askBeforePromotion(board::check);
    gauges(meters, desk, shadows);
    breakers(meters, center);
    meters.gauge(
        "cityward.orders.overdue", "Unfinished work orders past a deadline", center::overdueOrders);
    meters.gauge(
        "cityward.dispatch.waiting",
        "Orders that wait for a person to name their department",
        center::humanQueue);
    meters.gauge(
        "cityward.algorithms.broken",
        "Versions with a role that they cannot be run in",
        algorithms::broken);

    CameraDesk cameraDesk =
        new CameraDesk(roll, center.cameras(), config.data(), board, compute::checkDepartments);
    cameraDesk.onRemoved(meters::forget);
    CameraGrpcService cameras =
        new CameraGrpcService(
            board,
            new CameraCommands(roll, center.cameras(), cameraDesk),
            new CameraLooks(roll, center.cameras(), board, new Prober(config.ingest(), clock)));
    List<BindableService> services = new ArrayList<>(center.services());
    services.add(cameras);
    services.add(
        new CalibrationGrpcService(
            new CalibrationDesk(
                roll,
                center.cameras(),
                cameraDesk,
                center.calibration(config.calibration(), config.zone())),
            roll));
    services.add(compute.service());
    services.add(new AlgorithmGrpcService(repository, center.shadows(), board::has));
    server =
        new CityServer(
            config.server(),
            services,
            center.evidence(),
            new BoardStreams(board),
            new ConnectorDoors(
                center.statusReceiver(), center.open311(config.eventCodes().services())),
            meters.live(),
            meters.prometheus(),
            clock);
    lifecycle.onStop("server", server);
    server.start();
    lifecycle.onStop("camera service", cameras);
    cameras.start();

    // In this order a stop ends frames first, then what hangs on them, then the way to the book;
    // sessions outlive the desk, which still cuts clips from their rings.
    lifecycle.onStop("cameras", board);
    desk.start();
    lifecycle.onStop("finding desk", desk);
    pool.start();
    lifecycle.onStop("inference pool", pool);
    board.start();
    algorithms.start();
    repository.startTrials();
    center.verification().lookThrough(new CaseLooker(board, center.evidence()));
    center.verification().start();
    lifecycle.onStop("verification", center.verification());
    server.healthy(true);
    lifecycle.onStop("health", () -> server.healthy(false));
  }

  private AlgorithmDesk repository(AlertCenter center) {
    return new AlgorithmDesk(
        config.algorithms(),
        center.algorithms(),
        center.comparisons(),
        config.inference().models(),
        PoolSettings.REFERENCE,
        config.inference().remotes(),
        new ProcessScorer(config.algorithms().trial()),
        clock);
  }

  private InferencePool pool(Meters meters) {
    Engines engines =
        EngineDiscovery.engines(
            List.of(new OnnxEngine(), new OpenInferenceEngine(config.inference().remotes())));
    return new InferencePool(
        config.inference().pool(Runtime.getRuntime().availableProcessors()),
        engines,
        meters.inference());
  }

  private void gauges(Meters meters, FindingDesk desk, ShadowDesk shadows) {
    meters.gauge(
        "cityward.findings.left.out", "Findings that never reached the book", desk::leftOut);
    meters.gauge(
        "cityward.findings.below.score",
        "Findings that began below the leastAlertScore of their task",
        desk::belowScore);
    meters.gauge(
        "cityward.shadow.left.out", "Shadow findings that never reached it", shadows::leftOut);
    meters.gauge(
        "cityward.patrol.late.seconds",
        "How long after it was due the last visit began, or the next one still waits",
        () -> board.patrol().late().toMillis() / 1000.0);
    meters.gauge(
        "cityward.patrol.visits", "Visits begun since the start", () -> board.patrol().visits());
    meters.gauge(
        "cityward.patrol.failed", "Visits in which no picture came", () -> board.patrol().failed());
  }

  private static void breakers(Meters meters, AlertCenter center) {
    for (LaneState lane : center.connectorStates()) {
      meters.gauge(
          "cityward.dispatch.breaker",
          "Whether a city system is left alone because it fails: 0 no, 1 being tried, 2 yes",
          "connector",
          lane.connector(),
          () ->
              center.connectorStates().stream()
                  .filter(state -> state.connector().equals(lane.connector()))
                  .findFirst()
                  .map(LaneState::level)
                  .orElse(0));
    }
  }

  /** The port of the server, once started. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    lifecycle.close();
  }
}
