package io.cityward.alerts.grpc;

import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.Place;
import io.cityward.alerts.book.CaseReportDesk;
import io.cityward.alerts.report.CaseDraft;
import io.cityward.alerts.report.CaseReport;
import io.cityward.alerts.report.CaseSource;
import io.cityward.alerts.report.ReportId;
import io.cityward.alerts.report.Reporter;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.wire.CaseReportWire;
import io.cityward.proto.v1.CaseReportServiceGrpc;
import io.cityward.proto.v1.GetCaseReportRequest;
import io.cityward.proto.v1.ListCaseReportsRequest;
import io.cityward.proto.v1.ListCaseReportsResponse;
import io.cityward.proto.v1.ReportCaseRequest;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code CaseReportService}: takes and shows what people and other systems report. */
public final class CaseReportGrpcService extends CaseReportServiceGrpc.CaseReportServiceImplBase {

  private static final AlertId NO_ALERT = new AlertId(1);
  private static final ReportId NONE = new ReportId(1);

  private final AlertStore store;
  private final CaseReportDesk desk;
  private final Clock clock;

  public CaseReportGrpcService(AlertStore store, CaseReportDesk desk, Clock clock) {
    this.store = store;
    this.desk = desk;
    this.clock = clock;
  }

  @Override
  public void reportCase(
      ReportCaseRequest request, StreamObserver<io.cityward.proto.v1.CaseReport> observer) {
    GrpcErrors.answer(
        observer, () -> CaseReportWire.masked(Answers.of(desk.report(draft(request)))));
  }

  @Override
  public void listCaseReports(
      ListCaseReportsRequest request, StreamObserver<ListCaseReportsResponse> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          Optional<AlertId> alert =
              request.getAlertId().isEmpty()
                  ? Optional.empty()
                  : Optional.of(
                      check.parsed(
                          "alert_id", NO_ALERT, () -> AlertId.parse(request.getAlertId())));
          Set<CaseSource> sources =
              check.each(
                  "sources",
                  request.getSourcesList(),
                  s -> RequestCheck.choice(s, "CASE_SOURCE_", CaseSource.class));
          int size = check.pageSize(request.getPageSize());
          ListCaseReportsRequest query =
              request.toBuilder().clearPageToken().clearPageSize().build();
          long before = check.pageToken(request.getPageToken(), query);
          check.done();
          List<CaseReport> page =
              store.read(
                  ledger -> ledger.followUp().reports().page(alert, sources, before, size + 1));
          ListCaseReportsResponse.Builder response = ListCaseReportsResponse.newBuilder();
          page.stream().limit(size).map(CaseReportWire::masked).forEach(response::addReports);
          if (page.size() > size) {
            response.setNextPageToken(Token.page(page.get(size - 1).id().number(), query));
          }
          return response.build();
        });
  }

  @Override
  public void getCaseReport(
      GetCaseReportRequest request, StreamObserver<io.cityward.proto.v1.CaseReport> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          ReportId id =
              check.parsed("report_id", NONE, () -> ReportId.parse(request.getReportId()));
          String reason = check.text("reveal_reason", request.getRevealReason(), 0, 500);
          check.done();
          return reason.isBlank()
              ? CaseReportWire.masked(
                  store.<CaseReport>read(ledger -> ledger.followUp().reports().get(id)))
              : CaseReportWire.revealed(desk.reveal(id, Actor.current(), reason));
        });
  }

  private CaseDraft draft(ReportCaseRequest request) {
    RequestCheck check = new RequestCheck();
    CaseSource source =
        check.parsed(
            "source",
            CaseSource.SYSTEM,
            () -> RequestCheck.choice(request.getSource(), "CASE_SOURCE_", CaseSource.class));
    String system = request.getSystem();
    if (!system.matches("[a-z0-9][a-z0-9-]{0,62}")) {
      check.note("system", system.length() + " characters", "1 to 63 of a-z, 0-9 and '-'");
    }
    String code = request.getEventCode();
    if (!code.matches("[0-9A-Za-z-]{1,20}")) {
      check.note("event_code", code.length() + " characters", "1 to 20 letters, digits, dashes");
    }
    Place place =
        check.nested(
            "",
            Place.UNKNOWN,
            () ->
                new Place(
                    request.getPlace().getName(),
                    request.getPlace().getArea(),
                    request.getPlace().getLatitude(),
                    request.getPlace().getLongitude()));
    if (place.name().isBlank() && !place.located()) {
      check.note("place", "nowhere", "a name, or a position, or both");
    }
    String description = check.text("description", request.getDescription(), 1, 2000);
    Reporter reporter =
        new Reporter(
            check.text("reporter.name", request.getReporter().getName(), 0, 100),
            check.text("reporter.contact", request.getReporter().getContact(), 0, 200));
    Instant seenAt =
        check
            .time("seen_at", request.hasSeenAt(), request.getSeenAt())
            .orElseGet(clock::instant)
            .truncatedTo(ChronoUnit.MICROS);
    CaseDraft draft =
        new CaseDraft(
            source,
            system,
            check.text("key", request.getKey(), 1, 100),
            code,
            check.text("event_name", request.getEventName(), 0, 200),
            place,
            description,
            reporter,
            seenAt,
            Actor.current());
    check.done();
    return draft;
  }
}
