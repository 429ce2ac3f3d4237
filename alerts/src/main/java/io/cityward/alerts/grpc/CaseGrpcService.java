package io.cityward.alerts.grpc;

import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.FindingId;
import io.cityward.alerts.book.CaseDesk;
import io.cityward.alerts.book.MergeCommand;
import io.cityward.alerts.book.SplitCommand;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.HintTable;
import io.cityward.alerts.verdict.RejectCauses;
import io.cityward.alerts.wire.CaseWire;
import io.cityward.proto.v1.CaseServiceGrpc;
import io.cityward.proto.v1.ListCalibrationHintsRequest;
import io.cityward.proto.v1.ListCalibrationHintsResponse;
import io.cityward.proto.v1.ListRejectCausesRequest;
import io.cityward.proto.v1.ListRejectCausesResponse;
import io.cityward.proto.v1.MergeCasesRequest;
import io.cityward.proto.v1.RegroupedCases;
import io.cityward.proto.v1.SplitCaseRequest;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code CaseService}: merges and splits cases, tells causes and hints. */
public final class CaseGrpcService extends CaseServiceGrpc.CaseServiceImplBase {

  private static final AlertId NONE = new AlertId(1);
  private static final int LONGEST_NOTE = 300;

  private final AlertStore store;
  private final CaseDesk desk;
  private final RejectCauses causes;

  public CaseGrpcService(AlertStore store, CaseDesk desk, RejectCauses causes) {
    this.store = store;
    this.desk = desk;
    this.causes = causes;
  }

  @Override
  public void mergeCases(MergeCasesRequest request, StreamObserver<RegroupedCases> observer) {
    GrpcErrors.answer(observer, () -> CaseWire.regrouped(Answers.of(desk.merge(merge(request)))));
  }

  @Override
  public void splitCase(SplitCaseRequest request, StreamObserver<RegroupedCases> observer) {
    GrpcErrors.answer(observer, () -> CaseWire.regrouped(Answers.of(desk.split(split(request)))));
  }

  @Override
  public void listRejectCauses(
      ListRejectCausesRequest request, StreamObserver<ListRejectCausesResponse> observer) {
    GrpcErrors.answer(
        observer,
        () ->
            ListRejectCausesResponse.newBuilder()
                .addAllCauses(causes.causes().stream().map(CaseWire::cause).toList())
                .build());
  }

  @Override
  public void listCalibrationHints(
      ListCalibrationHintsRequest request, StreamObserver<ListCalibrationHintsResponse> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          int size = check.pageSize(request.getPageSize());
          long before = check.pageToken(request.getPageToken(), "hints");
          check.done();
          return hints(store.read(ledger -> ledger.hints().page(before, size + 1)), size);
        });
  }

  private static ListCalibrationHintsResponse hints(List<HintTable.Numbered> page, int size) {
    ListCalibrationHintsResponse.Builder response = ListCalibrationHintsResponse.newBuilder();
    page.stream().limit(size).map(one -> CaseWire.hint(one.hint())).forEach(response::addHints);
    if (page.size() > size) {
      response.setNextPageToken(Token.page(page.get(size - 1).number(), "hints"));
    }
    return response.build();
  }

  private static MergeCommand merge(MergeCasesRequest request) {
    RequestCheck check = new RequestCheck();
    AlertId into = id(check, "alert_id", request.getAlertId());
    AlertId from = id(check, "duplicate_id", request.getDuplicateId());
    String note = check.text("note", request.getNote(), 0, LONGEST_NOTE);
    OptionalLong intoVersion =
        version(check, "expected_order_version", request.getExpectedOrderVersion());
    OptionalLong fromVersion =
        version(
            check, "expected_duplicate_order_version", request.getExpectedDuplicateOrderVersion());
    String key = check.text("idempotency_key", request.getIdempotencyKey(), 1, 100);
    check.done();
    return new MergeCommand(into, from, Actor.current(), note, intoVersion, fromVersion, key);
  }

  private static SplitCommand split(SplitCaseRequest request) {
    RequestCheck check = new RequestCheck();
    AlertId alert = id(check, "alert_id", request.getAlertId());
    List<FindingId> findings =
        List.copyOf(check.each("finding_ids", request.getFindingIdsList(), FindingId::new));
    Optional<AlertId> merged =
        request.getMergedId().isEmpty()
            ? Optional.empty()
            : Optional.of(id(check, "merged_id", request.getMergedId()));
    if (request.getFindingIdsCount() == 0 == merged.isEmpty()) {
      check.note(
          "finding_ids",
          request.getFindingIdsCount() + " findings",
          "some findings, or merged_id, not both");
    }
    String note = check.text("note", request.getNote(), 0, LONGEST_NOTE);
    OptionalLong version =
        version(check, "expected_order_version", request.getExpectedOrderVersion());
    String key = check.text("idempotency_key", request.getIdempotencyKey(), 1, 100);
    check.done();
    return new SplitCommand(alert, findings, merged, Actor.current(), note, version, key);
  }

  static AlertId id(RequestCheck check, String field, String text) {
    return check.parsed(field, NONE, () -> AlertId.parse(text));
  }

  private static OptionalLong version(RequestCheck check, String field, long version) {
    if (version < 0) {
      check.note(field, version, "0 for any, or 1 and more");
    }
    return version <= 0 ? OptionalLong.empty() : OptionalLong.of(version);
  }
}
