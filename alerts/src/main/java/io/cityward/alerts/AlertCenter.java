package io.cityward.alerts;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.FindingReport;
import io.cityward.alerts.algorithm.AlgorithmBook;
import io.cityward.alerts.algorithm.ComparisonBook;
import io.cityward.alerts.algorithm.ShadowBook;
import io.cityward.alerts.area.AreaBook;
import io.cityward.alerts.book.AlertBook;
import io.cityward.alerts.book.AlertMetrics;
import io.cityward.alerts.book.Recorded;
import io.cityward.alerts.book.SilenceWatch;
import io.cityward.alerts.book.WorkOrderDesk;
import io.cityward.alerts.compute.PoolFacts;
import io.cityward.alerts.compute.book.ComputeBook;
import io.cityward.alerts.compute.book.ComputePolicy;
import io.cityward.alerts.compute.book.ComputeSettings;
import io.cityward.alerts.compute.book.UsageBook;
import io.cityward.alerts.dedup.Deduplicator;
import io.cityward.alerts.dispatch.Connector;
import io.cityward.alerts.dispatch.Dispatcher;
import io.cityward.alerts.dispatch.push.GrpcPushConnector;
import io.cityward.alerts.evidence.DiskEvidenceStore;
import io.cityward.alerts.evidence.EvidenceStore;
import io.cityward.alerts.feedback.FeedbackExport;
import io.cityward.alerts.grpc.AlertGrpcService;
import io.cityward.alerts.grpc.AreaGrpcService;
import io.cityward.alerts.grpc.FeedbackGrpcService;
import io.cityward.alerts.grpc.VerificationGrpcService;
import io.cityward.alerts.grpc.WorkOrderGrpcService;
import io.cityward.alerts.learned.LearnedBook;
import io.cityward.alerts.registry.CameraRegistry;
import io.cityward.alerts.rules.DepartmentChooser;
import io.cityward.alerts.rules.DispatchGrpcService;
import io.cityward.alerts.rules.RuleBook;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.SqliteAlertStore;
import io.cityward.alerts.verification.VerificationDesk;
import io.cityward.alerts.watch.WatchHub;
import io.grpc.BindableService;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * The alert book and everything around it, put together on one machine: SQLite, evidence on disk,
 * connectors as configured.
 */
public final class AlertCenter implements AutoCloseable {

  private final AlertSettings settings;
  private final Clock clock;
  private final AlertStore store;
  private final EvidenceStore evidence;
  private final WatchHub hub;
  private final List<Connector> connectors;
  private final Dispatcher dispatcher;
  private final AreaBook areas;
  private final RuleBook rules;
  private final LearnedBook learned;
  private final DepartmentChooser chooser;
  private final WorkOrderDesk desk;
  private final AlertBook book;
  private final SilenceWatch silence;
  private final VerificationDesk verification;
  private final CameraRegistry cameras;
  private final AlgorithmBook algorithms;
  private final ComparisonBook comparisons;
  private final ShadowBook shadows;
  private final FeedbackGrpcService feedback;

  public AlertCenter(AlertSettings settings, AlertMetrics metrics, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    store = new SqliteAlertStore(settings.database());
    evidence = new DiskEvidenceStore(settings.evidence());
    hub = new WatchHub(store, settings.watch(), metrics);
    connectors =
        settings.connectors().entrySet().stream()
            .<Connector>map(c -> new GrpcPushConnector(c.getKey(), c.getValue()))
            .toList();
    dispatcher = new Dispatcher(connectors, store, settings.dispatch(), clock, metrics, hub::wake);
    areas =
        new AreaBook(
            store, settings.chooser().areas(), settings.dispatchRules().departmentIds(), clock);
    rules = new RuleBook(settings.dispatchRules());
    learned = new LearnedBook(settings.chooser().zone());
    chooser = new DepartmentChooser(areas, rules, learned, settings.chooser().zone());
    desk = new WorkOrderDesk(store, chooser, clock, this::changed);
    book =
        new AlertBook(
            store, new Deduplicator(settings.dedup()), desk, clock, metrics, this::changed);
    silence = new SilenceWatch(book, settings.dedup().silence(), clock);
    verification =
        new VerificationDesk(store, evidence, desk, settings.verification(), clock, this::changed);
    cameras = new CameraRegistry(store, clock);
    algorithms = new AlgorithmBook(store, clock);
    comparisons = new ComparisonBook(store, clock);
    shadows = new ShadowBook(store, settings.shadow(), clock);
    feedback = new FeedbackGrpcService(new FeedbackExport(store, evidence));
  }

  /** Opens the database, makes room for evidence, and begins to send and to tell. */
  public void start() {
    store.start();
    evidence.start();
    shadows.start();
    hub.start();
    dispatcher.start();
    silence.start();
  }

  /** As {@link AlertBook#record}; a place without an area gets the one it lies in. */
  public Recorded record(FindingReport report) {
    return book.record(areas.located(report));
  }

  /** As {@link AlertBook#attachEvidence}. */
  public Alert attachEvidence(FindingId finding, Evidence file) {
    return book.attachEvidence(finding, file);
  }

  /** As {@link AlertBook#vouch}. */
  public void vouch(List<FindingId> findings, Instant now) {
    book.vouch(findings, now);
  }

  public EvidenceStore evidence() {
    return evidence;
  }

  /** Has handled cases looked at again; begins when it is started, after this. */
  public VerificationDesk verification() {
    return verification;
  }

  /** How many orders wait for a person to name their department. */
  public long humanQueue() {
    return store.read(ledger -> ledger.dispatch().past().waiting());
  }

  /** The cameras that were added at run time. */
  public CameraRegistry cameras() {
    return cameras;
  }

  /** The versions of the algorithms and their roles. */
  public AlgorithmBook algorithms() {
    return algorithms;
  }

  /** Versions against each other, on labelled pictures. */
  public ComparisonBook comparisons() {
    return comparisons;
  }

  /** What shadows found. */
  public ShadowBook shadows() {
    return shadows;
  }

  /**
   * Departments, applications and grants, in this book; {@link ComputeBook#start} it after this.
   *
   * @param zone in which days begin, in the words of the arithmetic
   */
  public ComputeBook compute(ComputeSettings compute, PoolFacts facts, ZoneId zone) {
    return new ComputeBook(
        store,
        settings.dispatchRules().departments(),
        compute,
        facts,
        ComputePolicy.NAMES,
        clock.withZone(zone));
  }

  /**
   * What is used of the pool, in this book.
   *
   * @param zone in which days begin
   */
  public UsageBook usage(ZoneId zone) {
    return new UsageBook(store, zone);
  }

  /**
   * {@code AlertService}, {@code WorkOrderService}, {@code VerificationService} and {@code
   * FeedbackService}; their handlers block. They want the interceptor {@link
   * io.cityward.alerts.grpc.Actor}.
   */
  public List<BindableService> services() {
    return List.of(
        new AlertGrpcService(store, book, hub),
        new WorkOrderGrpcService(store, desk, hub, chooser),
        new VerificationGrpcService(store, verification),
        new AreaGrpcService(store, areas),
        new DispatchGrpcService(store, chooser, rules, learned, clock),
        feedback);
  }

  /** Says good-bye to watchers, stops sending, and closes the database; may be called twice. */
  @Override
  public void close() {
    verification.close();
    silence.close();
    feedback.close();
    hub.close();
    dispatcher.close();
    connectors.forEach(Connector::close);
    store.close();
  }

  private void changed() {
    hub.wake();
    dispatcher.wake();
  }
}
