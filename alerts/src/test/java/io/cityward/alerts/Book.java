package io.cityward.alerts;

import io.cityward.alerts.alert.Alert;
import io.cityward.alerts.alert.AlertFilter;
import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Sighting;
import io.cityward.alerts.book.AlertBook;
import io.cityward.alerts.book.AlertMetrics;
import io.cityward.alerts.book.CalibrationWatch;
import io.cityward.alerts.book.CaseDesk;
import io.cityward.alerts.book.OrderCommand;
import io.cityward.alerts.book.OrderDeadlines;
import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.book.WorkOrderDesk;
import io.cityward.alerts.dedup.DedupReason;
import io.cityward.alerts.dedup.DedupSettings;
import io.cityward.alerts.dedup.Deduplicator;
import io.cityward.alerts.rules.DepartmentChooser;
import io.cityward.alerts.store.SqliteAlertStore;
import io.cityward.alerts.verdict.VerdictSettings;
import io.cityward.alerts.workorder.Department;
import io.cityward.alerts.workorder.DispatchRule;
import io.cityward.alerts.workorder.DispatchRules;
import io.cityward.alerts.workorder.OrderAction;
import io.cityward.alerts.workorder.WorkOrder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A book on a fresh SQLite file, with what tests look at. */
public final class Book implements AutoCloseable {

  /** Area A1 goes to the city's own system after a review, A2 at once; nobody serves the rest. */
  public static final DispatchRules RULES =
      new DispatchRules(
          List.of(
              new Department("urban", "Urban management", Optional.of("city-hall")),
              new Department("traffic", "Traffic police", Optional.empty())),
          List.of(
              new DispatchRule("reviewed", List.of(Findings.PARKING), List.of("A1"), "urban", true),
              new DispatchRule("at once", List.of(Findings.PARKING), List.of("A2"), "urban", false),
              new DispatchRule("no system", List.of(), List.of("B*"), "traffic", false)));

  public final SqliteAlertStore store;
  public final WorkOrderDesk desk;
  public final AlertBook alerts;
  public final CaseDesk cases;
  public final CountingMetrics metrics = new CountingMetrics();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  public Book(Path folder) {
    this(folder, Clock.fixed(Findings.at(100), ZoneOffset.UTC));
  }

  public Book(Path folder, Clock clock) {
    this(folder, clock, DedupSettings.DEFAULT, VerdictSettings.DEFAULT);
  }

  public Book(Path folder, Clock clock, DedupSettings dedup, VerdictSettings verdicts) {
    store = new SqliteAlertStore(folder.resolve("book.db"));
    store.start();
    desk =
        new WorkOrderDesk(
            store,
            DepartmentChooser.of(store, RULES, clock),
            clock,
            this::changed,
            new CalibrationWatch(verdicts.calibration(), clock, metrics),
            OrderDeadlines.usual());
    cases = new CaseDesk(store, desk, clock, metrics, this::changed);
    alerts =
        new AlertBook(
            store,
            new Deduplicator(dedup, verdicts.causes()),
            desk,
            clock,
            metrics,
            this::changed,
            verdicts);
  }

  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  public void changed() {
    listeners.forEach(Runnable::run);
  }

  /** All alerts, newest first. */
  public List<Alert> all() {
    return store.read(ledger -> ledger.alerts().page(AlertFilter.ANY, Long.MAX_VALUE, 10_000));
  }

  public Alert only() {
    List<Alert> all = all();
    if (all.size() != 1) {
      throw new AssertionError(all.size() + " alerts instead of one");
    }
    return all.get(0);
  }

  public Alert alert(long number) {
    return store.read(ledger -> ledger.alerts().get(new AlertId(number)));
  }

  /** The sightings of an alert, oldest first. */
  public List<Sighting> sightings(AlertId id) {
    return store.read(ledger -> ledger.sightings().of(id));
  }

  public WorkOrder order(OrderId id) {
    return store.read(ledger -> ledger.orders().get(id));
  }

  public Outcome<WorkOrder> command(OrderId order, OrderAction action) {
    return desk.command(command(order, action, UUID.randomUUID().toString()));
  }

  public static OrderCommand command(OrderId order, OrderAction action, String key) {
    return new OrderCommand(
        order, action, "li", "because", Optional.empty(), OptionalLong.empty(), key);
  }

  @Override
  public void close() {
    store.close();
  }

  /** Counts what a metrics system would count. */
  public static final class CountingMetrics implements AlertMetrics {

    public final List<Finding> findings = new CopyOnWriteArrayList<>();
    public final List<Sending> sendings = new CopyOnWriteArrayList<>();
    public final List<DedupReason> reasons = new CopyOnWriteArrayList<>();
    public final AtomicInteger hints = new AtomicInteger();
    public final List<String> cuts = new CopyOnWriteArrayList<>();

    @Override
    public void finding(Finding outcome) {
      findings.add(outcome);
    }

    @Override
    public void sending(Sending outcome) {
      sendings.add(outcome);
    }

    @Override
    public void decided(DedupReason reason) {
      reasons.add(reason);
    }

    @Override
    public void calibrationHint() {
      hints.incrementAndGet();
    }

    @Override
    public void watcherCut() {
      cuts.add("cut");
    }
  }
}
