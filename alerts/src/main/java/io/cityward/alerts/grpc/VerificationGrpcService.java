package io.cityward.alerts.grpc;

import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.verification.Verification;
import io.cityward.alerts.verification.VerificationDesk;
import io.cityward.alerts.wire.CommonWire;
import io.cityward.proto.v1.GetVerificationRequest;
import io.cityward.proto.v1.ListVerificationsRequest;
import io.cityward.proto.v1.ListVerificationsResponse;
import io.cityward.proto.v1.LookAgainRequest;
import io.cityward.proto.v1.VerificationServiceGrpc;
import io.cityward.proto.v1.VerificationState;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Set;

/** {@code VerificationService}: shows where the camera's looking stands, and has it look again. */
public final class VerificationGrpcService
    extends VerificationServiceGrpc.VerificationServiceImplBase {

  private static final OrderId NONE = new OrderId(1);

  private final AlertStore store;
  private final VerificationDesk desk;

  public VerificationGrpcService(AlertStore store, VerificationDesk desk) {
    this.store = store;
    this.desk = desk;
  }

  @Override
  public void listVerifications(
      ListVerificationsRequest request, StreamObserver<ListVerificationsResponse> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          Set<Verification.State> states =
              check.each(
                  "states",
                  request.getStatesList(),
                  s -> RequestCheck.choice(s, "", Verification.State.class));
          int size = check.pageSize(request.getPageSize());
          long before = check.pageToken(request.getPageToken(), request.getStatesValueList());
          check.done();
          List<Verification> page =
              store.read(ledger -> ledger.verifications().page(states, before, size + 1));
          ListVerificationsResponse.Builder response = ListVerificationsResponse.newBuilder();
          page.stream()
              .limit(size)
              .map(VerificationGrpcService::message)
              .forEach(response::addVerifications);
          if (page.size() > size) {
            long last = page.get(size - 1).order().number();
            response.setNextPageToken(Token.page(last, request.getStatesValueList()));
          }
          return response.build();
        });
  }

  @Override
  public void getVerification(
      GetVerificationRequest request, StreamObserver<io.cityward.proto.v1.Verification> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          OrderId id = orderId(request.getWorkOrderId());
          return message(store.read(ledger -> ledger.verifications().get(id)));
        });
  }

  @Override
  public void lookAgain(
      LookAgainRequest request, StreamObserver<io.cityward.proto.v1.Verification> observer) {
    GrpcErrors.answer(
        observer, () -> message(Answers.of(desk.lookAgain(orderId(request.getWorkOrderId())))));
  }

  private static OrderId orderId(String text) {
    RequestCheck check = new RequestCheck();
    OrderId id = check.parsed("work_order_id", NONE, () -> OrderId.parse(text));
    check.done();
    return id;
  }

  private static io.cityward.proto.v1.Verification message(Verification verification) {
    io.cityward.proto.v1.Verification.Builder message =
        io.cityward.proto.v1.Verification.newBuilder()
            .setWorkOrderId(verification.order().toString())
            .setState(VerificationState.valueOf(verification.state().name()))
            .setHandledAt(CommonWire.timestamp(verification.handledAt()))
            .setLooks(verification.looks())
            .setClearLooks(verification.clear())
            .setPresentLooks(verification.present())
            .setReason(verification.reason());
    verification.nextLookAt().map(CommonWire::timestamp).ifPresent(message::setNextLookAt);
    return message.build();
  }
}
