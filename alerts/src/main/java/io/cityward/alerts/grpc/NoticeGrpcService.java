package io.cityward.alerts.grpc;

import io.cityward.alerts.notice.NoticeDelivery;
import io.cityward.alerts.notice.NoticeOffice;
import io.cityward.alerts.wire.CommonWire;
import io.cityward.proto.v1.Duty;
import io.cityward.proto.v1.GetDutyRequest;
import io.cityward.proto.v1.GetDutyResponse;
import io.cityward.proto.v1.ListNoticesRequest;
import io.cityward.proto.v1.ListNoticesResponse;
import io.cityward.proto.v1.NoticeServiceGrpc;
import io.cityward.proto.v1.TestChannelRequest;
import io.cityward.proto.v1.TestChannelResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** {@code NoticeService}: what people are told outside of the console. */
public final class NoticeGrpcService extends NoticeServiceGrpc.NoticeServiceImplBase {

  private final NoticeOffice office;

  public NoticeGrpcService(NoticeOffice office) {
    this.office = office;
  }

  @Override
  public void listNotices(
      ListNoticesRequest request, StreamObserver<ListNoticesResponse> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          int size = check.pageSize(request.getPageSize());
          long before = check.pageToken(request.getPageToken(), "notices");
          check.done();
          List<NoticeDelivery> page = office.page(before, size + 1);
          ListNoticesResponse.Builder response = ListNoticesResponse.newBuilder();
          page.stream()
              .limit(size)
              .map(NoticeGrpcService::message)
              .forEach(response::addDeliveries);
          if (page.size() > size) {
            response.setNextPageToken(Token.page(page.get(size - 1).number(), "notices"));
          }
          return response.build();
        });
  }

  @Override
  public void getDuty(GetDutyRequest request, StreamObserver<GetDutyResponse> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          var at = check.time("at", request.hasAt(), request.getAt());
          check.done();
          GetDutyResponse.Builder response = GetDutyResponse.newBuilder();
          office
              .duty(at)
              .forEach(
                  (roster, people) ->
                      response.addDuties(Duty.newBuilder().setRoster(roster).addAllPeople(people)));
          return response.build();
        });
  }

  @Override
  public void testChannel(
      TestChannelRequest request, StreamObserver<TestChannelResponse> observer) {
    GrpcErrors.answer(
        observer,
        () -> {
          office.test(request.getChannel(), request.getRecipient());
          return TestChannelResponse.getDefaultInstance();
        });
  }

  private static io.cityward.proto.v1.NoticeDelivery message(NoticeDelivery delivery) {
    var message =
        io.cityward.proto.v1.NoticeDelivery.newBuilder()
            .setKey(delivery.key())
            .setKind(delivery.kind())
            .setTitle(delivery.title())
            .setChannel(delivery.channel())
            .setRecipient(delivery.recipient())
            .setState(io.cityward.proto.v1.NoticeDelivery.State.valueOf(delivery.state().name()))
            .setAttempts(delivery.attempts())
            .setLastError(delivery.lastError())
            .setCreatedAt(CommonWire.timestamp(delivery.createdAt()))
            .setDueAt(CommonWire.timestamp(delivery.dueAt()));
    delivery.order().ifPresent(order -> message.setWorkOrderId(order.toString()));
    return message.build();
  }
}
