package io.cityward.alerts;

import io.cityward.alerts.book.CaseReportDesk;
import io.cityward.alerts.book.DeadLetterDesk;
import io.cityward.alerts.book.StatusDesk;
import io.cityward.alerts.book.WorkOrderDesk;
import io.cityward.alerts.dispatch.DispatchOffice;
import io.cityward.alerts.dispatch.cloudevents.StatusReceiver;
import io.cityward.alerts.dispatch.http.Secret;
import io.cityward.alerts.dispatch.open311.Open311Cases;
import io.cityward.alerts.dispatch.open311.Open311Desk;
import io.cityward.alerts.dispatch.open311.Open311Follower;
import io.cityward.alerts.dispatch.open311.Open311ServerSettings;
import io.cityward.alerts.dispatch.open311.Open311Service;
import io.cityward.alerts.dispatch.open311.Open311Settings;
import io.cityward.alerts.dispatch.open311.ReportBook;
import io.cityward.alerts.grpc.ConnectorGrpcService;
import io.cityward.alerts.store.AlertStore;
import io.grpc.BindableService;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What departments' and other systems ask, report and are sent beside orders, put together. */
final class Outside implements AutoCloseable {

  private final AlertSettings settings;
  private final AlertStore store;
  private final Clock clock;
  private final StatusDesk status;
  private final ReportBook reports;
  private final List<Open311Follower> followers = new ArrayList<>();
  private final BindableService service;

  /**
   * @param byHand makes cases of what is posted
   */
  Outside(
      AlertSettings settings,
      AlertStore store,
      DispatchOffice office,
      WorkOrderDesk orders,
      CaseReportDesk byHand,
      Clock clock,
      Runnable afterCommit) {
    this.settings = settings;
    this.store = store;
    this.clock = clock;
    status = new StatusDesk(store, orders, clock, afterCommit);
    reports = new ReportBook(store, byHand::openFor, clock, afterCommit);
    settings
        .connectors()
        .forEach(
            (name, connector) -> {
              if (connector instanceof Open311Settings open311) {
                followers.add(new Open311Follower(name, open311, store, status, clock));
              }
            });
    service =
        new ConnectorGrpcService(
            store, office, new DeadLetterDesk(store, orders, clock, afterCommit), status, reports);
  }

  /** Begins to ask other systems what became of orders. */
  void start() {
    followers.forEach(Open311Follower::start);
  }

  BindableService service() {
    return service;
  }

  /** Takes what departments' systems report over HTTP about their orders. */
  StatusReceiver statusReceiver() {
    Map<String, Secret> secrets = new HashMap<>();
    settings
        .connectors()
        .forEach((name, c) -> c.statusSecret().ifPresent(secret -> secrets.put(name, secret)));
    return new StatusReceiver(secrets, status, clock);
  }

  /**
   * Where other systems read cases and post reports; empty unless it is enabled.
   *
   * @param services what can be reported
   */
  Optional<Open311Desk> open311(List<Open311Service> services) {
    Open311ServerSettings open311 = settings.outside().open311();
    Open311Cases cases =
        new Open311Cases(
            store, settings.dispatch().evidenceBaseUrl(), open311.shareEvidence(), clock);
    return open311.enabled()
        ? Optional.of(new Open311Desk(open311, services, cases, reports, clock))
        : Optional.empty();
  }

  @Override
  public void close() {
    followers.forEach(Open311Follower::close);
  }
}
