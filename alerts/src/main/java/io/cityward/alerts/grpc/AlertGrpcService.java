package io.cityward.alerts.grpc;

import io.cityward.alerts.alert.AlertFilter;
import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.AlertState;
import io.cityward.alerts.alert.Judgement;
import io.cityward.alerts.alert.Sighting;
import io.cityward.alerts.alert.Verdict;
import io.cityward.alerts.book.AlertBook;
import io.cityward.alerts.book.CaseDesk;
import io.cityward.alerts.book.MergeCommand;
import io.cityward.alerts.book.VerdictCommand;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.Ledger;
import io.cityward.alerts.verdict.RejectCauses;
import io.cityward.alerts.watch.Change;
import io.cityward.alerts.watch.WatchHub;
import io.cityward.alerts.wire.AlertWire;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.proto.v1.Alert;
import io.cityward.proto.v1.AlertEvent;
import io.cityward.proto.v1.AlertServiceGrpc;
import io.cityward.proto.v1.GetAlertRequest;
import io.cityward.proto.v1.GiveVerdictRequest;
import io.cityward.proto.v1.ListAlertsRequest;
import io.cityward.proto.v1.ListAlertsResponse;
import io.cityward.proto.v1.ListSightingsRequest;
import io.cityward.proto.v1.ListSightingsResponse;
import io.cityward.proto.v1.WatchAlertsRequest;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code AlertService}: lists, watches and judges alerts. */
public final class AlertGrpcService extends AlertServiceGrpc.AlertServiceImplBase {

  private static final AlertId NONE = new AlertId(1);

  private final AlertStore store;
  private final AlertBook book;
  private final CaseDesk cases;
  private final RejectCauses causes;
  private final WatchHub hub;

  /**
   * @param causes that a rejection may name
   */
  public AlertGrpcService(
      AlertStore store, AlertBook book, CaseDesk cases, RejectCauses causes, WatchHub hub) {
    this.store = store;
    this.book = book;
    this.cases = cases;
    this.causes = causes;
    this.hub = hub;
  }

  @Override
  public void listAlerts(ListAlertsRequest request, StreamObserver<ListAlertsResponse> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          AlertFilter filter = filter(check, request.getFilter());
          int size = check.pageSize(request.getPageSize());
          long before = check.pageToken(request.getPageToken(), request.getFilter());
          check.done();
          return store.read(ledger -> list(ledger, request, filter, before, size));
        });
  }

  @Override
  public void getAlert(GetAlertRequest request, StreamObserver<Alert> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          AlertId id = alertId(check, request.getAlertId());
          check.done();
          return AlertWire.alert(store.read(ledger -> ledger.alerts().get(id)));
        });
  }

  @Override
  public void listSightings(
      ListSightingsRequest request, StreamObserver<ListSightingsResponse> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          AlertId id = alertId(check, request.getAlertId());
          int size = check.pageSize(request.getPageSize());
          long before = check.pageToken(request.getPageToken(), request.getAlertId());
          check.done();
          return store.read(ledger -> sightings(ledger, id, before, size));
        });
  }

  @Override
  public void watchAlerts(WatchAlertsRequest request, StreamObserver<AlertEvent> observer) {
    try {
      RequestCheck check = new RequestCheck();
      AlertFilter filter = filter(check, request.getFilter());
      OptionalLong after = check.resumeToken(request.getResumeToken());
      check.done();
      WatchStream.open(
          hub, after, observer, change -> event(change, filter), AlertGrpcService::heartbeat);
    } catch (RuntimeException e) {
      observer.onError(GrpcErrors.of(e));
    }
  }

  @Override
  public void giveVerdict(GiveVerdictRequest request, StreamObserver<Alert> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          AlertId id = alertId(check, request.getAlertId());
          Verdict verdict =
              check.parsed("verdict", Verdict.PENDING, () -> verdict(request.getVerdict()));
          if (verdict != Verdict.DUPLICATE && !request.getDuplicateOf().isEmpty()) {
            check.note(
                "duplicate_of", request.getDuplicateOf(), "empty, unless the verdict is DUPLICATE");
          }
          return verdict == Verdict.DUPLICATE
              ? duplicate(check, request, id)
              : judge(check, request, id, verdict);
        });
  }

  private Alert judge(RequestCheck check, GiveVerdictRequest request, AlertId id, Verdict verdict) {
    boolean rejected = verdict == Verdict.REJECTED;
    String given = request.getCauseCode();
    if (!given.isEmpty() && !rejected) {
      check.note("cause_code", given, "empty, unless the verdict is REJECTED");
    }
    int least = rejected && (given.isEmpty() || given.equals(Judgement.OTHER)) ? 1 : 0;
    String cause = check.text("cause", request.getCause(), least, 900);
    String code =
        rejected && !given.isEmpty()
            ? check.parsed("cause_code", given, () -> causes.check(given))
            : rejected ? Judgement.OTHER : "";
    String key = check.text("idempotency_key", request.getIdempotencyKey(), 1, 100);
    check.done();
    Judgement judgement = new Judgement(verdict, Actor.current(), cause, code);
    return AlertWire.alert(Answers.of(book.giveVerdict(new VerdictCommand(id, judgement, key))));
  }

  private Alert duplicate(RequestCheck check, GiveVerdictRequest request, AlertId id) {
    AlertId of = CaseGrpcService.id(check, "duplicate_of", request.getDuplicateOf());
    String note = check.text("cause", request.getCause(), 0, 300);
    String key = check.text("idempotency_key", request.getIdempotencyKey(), 1, 100);
    check.done();
    MergeCommand command =
        new MergeCommand(
            of, id, Actor.current(), note, OptionalLong.empty(), OptionalLong.empty(), key);
    return AlertWire.alert(Answers.of(cases.merge(command)).other());
  }

  private static ListAlertsResponse list(
      Ledger ledger, ListAlertsRequest request, AlertFilter filter, long before, int size) {
    List<io.cityward.alerts.alert.Alert> page = ledger.alerts().page(filter, before, size + 1);
    ListAlertsResponse.Builder response =
        ListAlertsResponse.newBuilder().setResumeToken(Token.resume(ledger.events().head()));
    page.stream().limit(size).map(AlertWire::alert).forEach(response::addAlerts);
    if (page.size() > size) {
      response.setNextPageToken(Token.page(page.get(size - 1).id().number(), request.getFilter()));
    }
    return response.build();
  }

  private static ListSightingsResponse sightings(Ledger ledger, AlertId id, long before, int size) {
    ledger.alerts().get(id);
    List<Sighting> page = ledger.sightings().page(id, before, size + 1);
    ListSightingsResponse.Builder response = ListSightingsResponse.newBuilder();
    page.stream().limit(size).map(AlertWire::sighting).forEach(response::addSightings);
    if (page.size() > size) {
      response.setNextPageToken(Token.page(page.get(size - 1).position(), id.toString()));
    }
    return response.build();
  }

  private static Optional<AlertEvent> event(Change change, AlertFilter filter) {
    if (!(change instanceof Change.AlertChange alert) || !filter.matches(alert.alert())) {
      return Optional.empty();
    }
    AlertEvent.Type type =
        switch (alert.kind()) {
          case ALERT_RAISED -> AlertEvent.Type.RAISED;
          case ALERT_ENDED -> AlertEvent.Type.ENDED;
          case ALERT_UPDATED, ORDER_CHANGED -> AlertEvent.Type.UPDATED;
        };
    return Optional.of(
        AlertEvent.newBuilder()
            .setType(type)
            .setAlert(AlertWire.alert(alert.alert()))
            .setResumeToken(Token.resume(alert.seq()))
            .build());
  }

  private static AlertEvent heartbeat(long seq) {
    return AlertEvent.newBuilder()
        .setType(AlertEvent.Type.HEARTBEAT)
        .setResumeToken(Token.resume(seq))
        .build();
  }

  private static AlertId alertId(RequestCheck check, String text) {
    return check.parsed("alert_id", NONE, () -> AlertId.parse(text));
  }

  private static AlertFilter filter(RequestCheck check, io.cityward.proto.v1.AlertFilter filter) {
    Optional<Instant> from =
        check.time("filter.raised_from", filter.hasRaisedFrom(), filter.getRaisedFrom());
    Optional<Instant> until =
        check.time("filter.raised_until", filter.hasRaisedUntil(), filter.getRaisedUntil());
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      check.note("filter.raised_until", until.get(), "after raised_from, " + from.get());
    }
    return new AlertFilter(
        check.each("filter.camera_ids", filter.getCameraIdsList(), CameraId::new),
        check.each("filter.scenes", filter.getScenesList(), AlertGrpcService::scene),
        check.each(
            "filter.states",
            filter.getStatesList(),
            s -> RequestCheck.choice(s, "ALERT_STATE_", AlertState.class)),
        check.each(
            "filter.verdicts",
            filter.getVerdictsList(),
            v -> RequestCheck.choice(v, "VERDICT_", Verdict.class)),
        from,
        until);
  }

  /** A verdict that can be given: everything but pending. */
  private static Verdict verdict(io.cityward.proto.v1.Verdict value) {
    Verdict verdict = RequestCheck.choice(value, "VERDICT_", Verdict.class);
    if (verdict == Verdict.PENDING) {
      throw CityException.invalid(
          "verdict", value, "VERDICT_CONFIRMED, VERDICT_REJECTED or VERDICT_DUPLICATE");
    }
    return verdict;
  }

  static String scene(String name) {
    if (name.isEmpty() || name.length() > 100) {
      throw CityException.invalid("scene", name.length() + " characters", "1 to 100 characters");
    }
    return name;
  }
}
