package io.cityward.alerts;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.alert.FindingReport;
import io.cityward.alerts.algorithm.AlgorithmBook;
import io.cityward.alerts.algorithm.ComparisonBook;
import io.cityward.alerts.algorithm.ShadowBook;
import io.cityward.alerts.archive.CaseExport;
import io.cityward.alerts.archive.SigningKey;
import io.cityward.alerts.area.AreaBook;
import io.cityward.alerts.book.AlertBook;
import io.cityward.alerts.book.AlertMetrics;
import io.cityward.alerts.book.CalibrationWatch;
import io.cityward.alerts.book.CaseDesk;
import io.cityward.alerts.book.OrderDeadlines;
import io.cityward.alerts.book.Recorded;
import io.cityward.alerts.book.SilenceWatch;
import io.cityward.alerts.book.WorkOrderDesk;
import io.cityward.alerts.calibration.CalibrationBook;
import io.cityward.alerts.calibration.CalibrationSettings;
import io.cityward.alerts.compute.PoolFacts;
import io.cityward.alerts.compute.book.ComputeBook;
import io.cityward.alerts.compute.book.ComputePolicy;
import io.cityward.alerts.compute.book.ComputeSettings;
import io.cityward.alerts.compute.book.UsageBook;
import io.cityward.alerts.dedup.Deduplicator;
import io.cityward.alerts.dispatch.Connector;
import io.cityward.alerts.dispatch.DispatchOffice;
import io.cityward.alerts.dispatch.Dispatcher;
import io.cityward.alerts.dispatch.LaneState;
import io.cityward.alerts.dispatch.cloudevents.StatusReceiver;
import io.cityward.alerts.dispatch.mapping.MappedConnector;
import io.cityward.alerts.dispatch.open311.Open311Desk;
import io.cityward.alerts.dispatch.open311.Open311Service;
import io.cityward.alerts.evidence.DiskEvidenceStore;
import io.cityward.alerts.evidence.EvidenceStore;
import io.cityward.alerts.feedback.FeedbackExport;
import io.cityward.alerts.grpc.AlertGrpcService;
import io.cityward.alerts.grpc.AreaGrpcService;
import io.cityward.alerts.grpc.CaseArchiveGrpcService;
import io.cityward.alerts.grpc.CaseGrpcService;
import io.cityward.alerts.grpc.FeedbackGrpcService;
import io.cityward.alerts.grpc.NoticeGrpcService;
import io.cityward.alerts.grpc.VerificationGrpcService;
import io.cityward.alerts.grpc.WorkOrderGrpcService;
import io.cityward.alerts.learned.LearnedBook;
import io.cityward.alerts.notice.NoticeOffice;
import io.cityward.alerts.notice.Notices;
import io.cityward.alerts.registry.CameraRegistry;
import io.cityward.alerts.rules.DepartmentChooser;
import io.cityward.alerts.rules.DispatchGrpcService;
import io.cityward.alerts.rules.RuleBook;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.SqliteAlertStore;
import io.cityward.alerts.supervision.SupervisionRules;
import io.cityward.alerts.verification.VerificationDesk;
import io.cityward.alerts.watch.WatchHub;
import io.grpc.BindableService;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
  private final CaseDesk cases;
  private final SilenceWatch silence;
  private final VerificationDesk verification;
  private final FollowUp followUp;
  private final CameraRegistry cameras;
  private final AlgorithmBook algorithms;
  private final ComparisonBook comparisons;
  private final ShadowBook shadows;
  private final FeedbackGrpcService feedback;
  private final CaseArchiveGrpcService archive;
  private final Outside outside;
  private final NoticeOffice notices;

  public AlertCenter(AlertSettings settings, AlertMetrics metrics, Clock clock) {
    this(settings, metrics, clock, Optional.empty());
  }

  /**
   * @param told takes to people what they must be told; empty for the configured ways
   */
  public AlertCenter(
      AlertSettings settings, AlertMetrics metrics, Clock clock, Optional<Notices> told) {
    this.settings = settings;
    this.clock = clock;
    store = new SqliteAlertStore(settings.database());
    evidence = new DiskEvidenceStore(settings.evidence());
    hub = new WatchHub(store, settings.watch(), metrics);
    connectors =
        settings.connectors().entrySet().stream()
            .<Connector>map(
                c -> new MappedConnector(c.getValue().open(c.getKey()), c.getValue().codes()))
            .toList();
    dispatcher = new Dispatcher(connectors, store, settings.dispatch(), clock, metrics, hub::wake);
    OrderDeadlines deadlines =
        new OrderDeadlines(new SupervisionRules(settings.followUp().supervision()));
    areas =
        new AreaBook(
            store, settings.chooser().areas(), settings.dispatchRules().departmentIds(), clock);
    rules = new RuleBook(settings.dispatchRules());
    learned = new LearnedBook(settings.chooser().zone());
    chooser = new DepartmentChooser(areas, rules, learned, settings.chooser().zone());
    desk =
        new WorkOrderDesk(
            store,
            chooser,
            clock,
            this::changed,
            new CalibrationWatch(settings.verdicts().calibration(), clock, metrics),
            deadlines);
    notices =
        new NoticeOffice(
            store,
            settings.outside().notices(),
            settings.dispatch().evidenceBaseUrl(),
            settings.outside().zone(),
            clock);
    followUp =
        new FollowUp(
            settings,
            store,
            evidence,
            desk,
            deadlines,
            told.orElse(notices.notices()),
            clock,
            this::changed);
    book =
        new AlertBook(
            store,
            new Deduplicator(settings.dedup(), settings.verdicts().causes()),
            desk,
            clock,
            metrics,
            this::changed,
            settings.verdicts());
    cases = new CaseDesk(store, desk, clock, metrics, this::changed);
    silence = new SilenceWatch(book, settings.dedup().silence(), clock);
    verification =
        new VerificationDesk(store, evidence, desk, settings.verification(), clock, this::changed);
    cameras = new CameraRegistry(store, clock);
    algorithms = new AlgorithmBook(store, clock);
    comparisons = new ComparisonBook(store, clock);
    shadows = new ShadowBook(store, settings.shadow(), clock);
    feedback = new FeedbackGrpcService(new FeedbackExport(store, evidence));
    SigningKey key = new SigningKey(settings.database().resolveSibling("keys"));
    archive = new CaseArchiveGrpcService(store, new CaseExport(store, evidence, key, clock));
    outside =
        new Outside(
            settings,
            store,
            new DispatchOffice(settings, connectors, dispatcher, chooser),
            desk,
            followUp.reports(),
            clock,
            this::changed);
  }

  /** Opens the database, makes room for evidence, and begins to send and to tell. */
  public void start() {
    store.start();
    evidence.start();
    shadows.start();
    hub.start();
    dispatcher.start();
    outside.start();
    notices.start();
    silence.start();
    followUp.start();
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

  /** How many unfinished orders are overdue. */
  public long overdueOrders() {
    return store.read(ledger -> ledger.followUp().supervision().overdue());
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
   * What verdicts say about thresholds, in this book.
   *
   * @param zone in which days begin
   */
  public CalibrationBook calibration(CalibrationSettings calibration, ZoneId zone) {
    return new CalibrationBook(store, calibration, zone, clock);
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
   * All services of the book; their handlers block. They want the interceptor {@link
   * io.cityward.alerts.grpc.Actor}.
   */
  public List<BindableService> services() {
    List<BindableService> services = new ArrayList<>(followUp.services());
    services.add(new AlertGrpcService(store, book, cases, settings.verdicts().causes(), hub));
    services.add(new CaseGrpcService(store, cases, settings.verdicts().causes()));
    services.add(new WorkOrderGrpcService(store, desk, hub, chooser));
    services.add(new AreaGrpcService(store, areas));
    services.add(new DispatchGrpcService(store, chooser, rules, learned, clock));
    services.add(new VerificationGrpcService(store, verification));
    services.add(outside.service());
    services.add(new NoticeGrpcService(notices));
    services.add(feedback);
    services.add(archive);
    return services;
  }

  /** How the ways to the departments' systems do. */
  public List<LaneState> connectorStates() {
    return dispatcher.states();
  }

  /** Takes what departments' systems report over HTTP about their orders. */
  public StatusReceiver statusReceiver() {
    return outside.statusReceiver();
  }

  /**
   * Where other systems read cases and post reports; empty unless it is enabled.
   *
   * @param services what can be reported
   */
  public Optional<Open311Desk> open311(List<Open311Service> services) {
    return outside.open311(services);
  }

  /** Says good-bye to watchers, stops sending, and closes the database; may be called twice. */
  @Override
  public void close() {
    verification.close();
    silence.close();
    followUp.close();
    feedback.close();
    archive.close();
    hub.close();
    outside.close();
    notices.close();
    dispatcher.close();
    connectors.forEach(Connector::close);
    store.close();
  }

  private void changed() {
    hub.wake();
    dispatcher.wake();
  }
}
