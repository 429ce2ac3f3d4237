package io.cityward.alerts.rules;

import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.report;
import static io.cityward.alerts.Findings.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.cityward.alerts.AlertCenter;
import io.cityward.alerts.AlertSettings;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.area.Shapes;
import io.cityward.alerts.book.AlertMetrics;
import io.cityward.alerts.grpc.Actor;
import io.cityward.core.settings.SettingsFile;
import io.cityward.proto.v1.Area;
import io.cityward.proto.v1.AreaServiceGrpc;
import io.cityward.proto.v1.CommandRequest;
import io.cityward.proto.v1.DeleteAreaRequest;
import io.cityward.proto.v1.DispatchRule;
import io.cityward.proto.v1.DispatchServiceGrpc;
import io.cityward.proto.v1.ExplainDispatchRequest;
import io.cityward.proto.v1.ExplainDispatchResponse;
import io.cityward.proto.v1.GetAreaRequest;
import io.cityward.proto.v1.GetDispatchThresholdRequest;
import io.cityward.proto.v1.GetLearnedDispatcherRequest;
import io.cityward.proto.v1.ImportAreasRequest;
import io.cityward.proto.v1.ListAreasRequest;
import io.cityward.proto.v1.ListDispatchRulesRequest;
import io.cityward.proto.v1.ListDispatchRulesResponse;
import io.cityward.proto.v1.ListWorkOrdersRequest;
import io.cityward.proto.v1.LocateAreasRequest;
import io.cityward.proto.v1.Place;
import io.cityward.proto.v1.PutDispatchRulesRequest;
import io.cityward.proto.v1.SetDispatchThresholdRequest;
import io.cityward.proto.v1.TrainDispatcherRequest;
import io.cityward.proto.v1.WorkOrder;
import io.cityward.proto.v1.WorkOrderAction;
import io.cityward.proto.v1.WorkOrderServiceGrpc;
import io.cityward.proto.v1.WorkOrderState;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Areas and dispatching through a real port, from a configuration file on. */
class DispatchServiceIT {

  private static final String SETTINGS =
      """
      areas: areas.geojson
      departments:
        - {id: urban, name: Urban management}
        - {id: traffic, name: Traffic police}
      rules:
        - {name: by night, events: ["06010"], areas: ["3101*"], hours: ["22:00-06:00"],
           severities: [high, urgent], cameras: [cam-1], department: urban}
      """;

  @TempDir Path folder;
  private AlertCenter center;
  private Server server;
  private ManagedChannel channel;
  private AreaServiceGrpc.AreaServiceBlockingStub areas;
  private DispatchServiceGrpc.DispatchServiceBlockingStub dispatch;
  private WorkOrderServiceGrpc.WorkOrderServiceBlockingStub orders;

  @BeforeEach
  void open() throws IOException {
    Files.write(
        folder.resolve("areas.geojson"),
        Shapes.collection(Shapes.area("310116", "street", "", "", Shapes.square(121, 31, 2))));
    center = new AlertCenter(settings(SETTINGS), AlertMetrics.NOOP, Clock.systemUTC());
    center.start();
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .intercept(new Actor());
    center.services().forEach(builder::addService);
    server = builder.build().start();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
    areas = AreaServiceGrpc.newBlockingStub(channel);
    dispatch = DispatchServiceGrpc.newBlockingStub(channel);
    orders = WorkOrderServiceGrpc.newBlockingStub(channel);
  }

  @AfterEach
  void close() throws InterruptedException {
    channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    center.close();
    server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
  }

  private AlertSettings settings(String yaml) {
    return SettingsFile.parse(
        yaml,
        "cityward.yml",
        section -> AlertSettings.read(section, folder, "http://c", folder, ZoneOffset.UTC));
  }

  private void grid() {
    String feature = Shapes.area("310116001", "grid", "310116", "", Shapes.square(121, 31, 1));
    var report =
        areas.importAreas(
            ImportAreasRequest.newBuilder()
                .setGeojson(ByteString.copyFrom(Shapes.collection(feature)))
                .build());
    assertThat(report.getAddedList()).containsExactly("310116001");
  }

  @Test
  void importsListsLocatesAndRemovesAreas() {
    grid();
    assertThat(areas.listAreas(ListAreasRequest.getDefaultInstance()).getAreasList())
        .extracting(Area::getCode, Area::getReadOnly)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("310116", true),
            org.assertj.core.groups.Tuple.tuple("310116001", false));
    var first = areas.listAreas(ListAreasRequest.newBuilder().setPageSize(1).build());
    assertThat(
            areas
                .listAreas(
                    ListAreasRequest.newBuilder()
                        .setPageSize(1)
                        .setPageToken(first.getNextPageToken())
                        .build())
                .getAreas(0)
                .getCode())
        .isEqualTo("310116001");
    assertThat(
            areas
                .locateAreas(
                    LocateAreasRequest.newBuilder().setLatitude(31.5).setLongitude(121.5).build())
                .getAreasList())
        .extracting(Area::getCode)
        .containsExactly("310116001", "310116");
    assertThat(areas.getArea(GetAreaRequest.newBuilder().setCode("310116").build()).getGeometry())
        .startsWith("{\"type\":\"MultiPolygon\",\"coordinates\":[[[[121.0,31.0]");
    var remove = DeleteAreaRequest.newBuilder();
    assertThatThrownBy(() -> areas.deleteArea(remove.setCode("310116").build()))
        .hasMessageContaining("stands in the configuration's file");
    var unused = areas.deleteArea(remove.setCode("310116001").build());
    assertThatThrownBy(() -> areas.deleteArea(remove.setCode("310116001").build()))
        .hasMessageContaining("NOT_FOUND");
  }

  @Test
  void explainsWhatIsImaginedAndKeepsRules() {
    grid();
    ExplainDispatchRequest asked =
        ExplainDispatchRequest.newBuilder()
            .setEventCode("06010")
            .setPlace(Place.newBuilder().setLatitude(31.5).setLongitude(121.5))
            .setCameraId("cam-1")
            .setSeverity("urgent")
            .setTime(com.google.protobuf.Timestamp.newBuilder().setSeconds(1764100000))
            .build();
    ExplainDispatchResponse day = dispatch.explainDispatch(asked);
    assertThat(day.getAreasList()).containsExactly("310116001", "310116");
    assertThat(day.getRules(0).getReason()).startsWith("at 2025-11-25T19:46:40 (expected: 22:00");
    assertThat(day.getOutcome())
        .isEqualTo("no rule takes it; once confirmed it waits for a person");

    ListDispatchRulesResponse rules =
        dispatch.listDispatchRules(ListDispatchRulesRequest.getDefaultInstance());
    PutDispatchRulesRequest put =
        PutDispatchRulesRequest.newBuilder()
            .addAllRules(rules.getRulesList())
            .addRules(
                DispatchRule.newBuilder()
                    .setName("grid")
                    .addAreas("310116001")
                    .setDepartmentId("traffic"))
            .setRevision(rules.getRevision())
            .build();
    assertThat(dispatch.putDispatchRules(put).getRulesList())
        .extracting(DispatchRule::getName)
        .containsExactly("by night", "grid");
    assertThat(dispatch.explainDispatch(asked).getDepartmentId()).isEqualTo("traffic");
    assertThatThrownBy(() -> dispatch.putDispatchRules(put)).hasMessageContaining("ABORTED");
    assertThatThrownBy(
            () ->
                dispatch.putDispatchRules(
                    PutDispatchRulesRequest.newBuilder()
                        .addRules(DispatchRule.newBuilder().setName("x").addHours("noon"))
                        .build()))
        .hasMessageContaining("rules[0].hours: noon (expected: days and hours");
    assertThatThrownBy(
            () ->
                dispatch.explainDispatch(
                    ExplainDispatchRequest.newBuilder().setSeverity("x").build()))
        .hasMessageContaining("severity: x (expected: one of [low")
        .hasMessageContaining("event_code: 0 characters");
  }

  @Test
  void givesAlertsTheirGridAndShowsWhatWaitsForPeople() {
    grid();
    var unused =
        center.record(
            report(subject("cam-1", "09009", ""), "f-1", "t-1", Phase.BEGUN, 0, 20, KERB));
    WorkOrder order =
        orders.listWorkOrders(ListWorkOrdersRequest.getDefaultInstance()).getWorkOrders(0);
    assertThat(order.getPlace().getArea()).isEqualTo("310116001");
    ListWorkOrdersRequest queue = ListWorkOrdersRequest.newBuilder().setHumanQueue(true).build();
    assertThat(orders.listWorkOrders(queue).getWorkOrdersList()).isEmpty();
    WorkOrder registered =
        orders.command(
            CommandRequest.newBuilder()
                .setWorkOrderId(order.getId())
                .setAction(WorkOrderAction.REGISTER)
                .setIdempotencyKey("k")
                .build());
    assertThat(registered.getState()).isEqualTo(WorkOrderState.REGISTERED);
    assertThat(orders.listWorkOrders(queue).getWorkOrdersList())
        .extracting(WorkOrder::getId)
        .containsExactly(order.getId());
    assertThat(center.humanQueue()).isEqualTo(1);
    assertThat(
            dispatch
                .explainDispatch(
                    ExplainDispatchRequest.newBuilder().setAlertId(order.getAlertId()).build())
                .getRules(0)
                .getReason())
        .isEqualTo("event 09009 (expected: one of [06010])");
  }

  @Test
  void saysThatThereIsNothingToLearnFromAndKeepsTheThreshold() {
    assertThatThrownBy(() -> dispatch.trainDispatcher(TrainDispatcherRequest.getDefaultInstance()))
        .hasMessageContaining("FAILED_PRECONDITION: training: 0 decisions");
    assertThatThrownBy(
            () -> dispatch.getLearnedDispatcher(GetLearnedDispatcherRequest.getDefaultInstance()))
        .hasMessageContaining("NOT_FOUND");
    assertThat(
            dispatch
                .getDispatchThreshold(GetDispatchThresholdRequest.getDefaultInstance())
                .getThreshold())
        .isZero();
    var set =
        dispatch.setDispatchThreshold(
            SetDispatchThresholdRequest.newBuilder().setThreshold(0.9).build());
    assertThat(set.getThreshold()).isEqualTo(0.9);
    assertThat(set.getRevision()).isEqualTo(1);
  }

  @Test
  void namesWhatIsWrongInTheConfiguration() throws IOException {
    Files.write(folder.resolve("bad.geojson"), Shapes.collection(Shapes.feature("\"code\":1")));
    assertThatThrownBy(
            () ->
                settings(
                    """
                    areas: bad.geojson
                    departments: [{id: urban, name: Urban}]
                    rules:
                      - {name: a, department: urban, hours: [noon]}
                      - {name: b, department: urban, severities: [bad]}
                    """))
        .hasMessageContaining("areas: features[0].properties.code: 1 (expected: a text)")
        .hasMessageContaining("rules[0].hours: noon (expected: days and hours")
        .hasMessageContaining(
            "rules[1].severities: bad (expected: one of low, normal, high, urgent)");
  }
}
