package io.cityward.alerts.dispatch.open311;

import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.PARKING;
import static io.cityward.alerts.Findings.START;
import static io.cityward.alerts.Findings.report;
import static io.cityward.alerts.Findings.subject;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cityward.alerts.Book;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.dispatch.http.Secret;
import io.cityward.testkit.TestClock;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class Open311DeskIT {

  private static final List<Open311Service> SERVICES =
      List.of(
          new Open311Service("06010", "暴露垃圾", "garbage-pile"),
          new Open311Service(PARKING, "机动车乱停放 <&>", "illegal-parking"));

  @TempDir Path folder;

  private final TestClock clock = TestClock.at(START);
  private Book book;
  private ReportBook reports;
  private Open311Desk desk;

  @BeforeEach
  void open() {
    book = new Book(folder, clock);
    reports = new ReportBook(book.store, ReportCases.BY_HAND, clock, () -> {});
    desk =
        new Open311Desk(
            new Open311ServerSettings(true, "", Map.of("hotline", new Secret("k-1")), 5, false),
            SERVICES,
            new Open311Cases(book.store, "http://here", false, clock),
            reports,
            clock);
  }

  @AfterEach
  void close() {
    book.close();
  }

  @Test
  void listsServicesInBothForms() throws Exception {
    JsonNode json = json(get("/services.json"));
    assertThat(json.get(1).path("service_code").asText()).isEqualTo(PARKING);
    assertThat(json.get(1).path("metadata").isBoolean()).isTrue();
    Document xml = xml(get("/services.xml"));
    assertThat(xml.getDocumentElement().getTagName()).isEqualTo("services");
    assertThat(xml.getElementsByTagName("service_name").item(1).getTextContent())
        .isEqualTo("机动车乱停放 <&>");
    assertThat(json(get("/services/06010.json")).path("attributes").isArray()).isTrue();
    assertThat(get("/services/1.json").status()).isEqualTo(404);
  }

  @Test
  void takesAReportOnceAndKeepsWhoReported() throws Exception {
    Open311Desk.Reply first = post(form("a pile"));
    assertThat(first.status()).isEqualTo(201);
    assertThat(json(first).get(0).path("service_request_id").asText()).isEqualTo("S-0000000001");
    clock.advance(Duration.ofHours(3));
    assertThat(json(post(form("a pile"))).get(0).path("service_request_id").asText())
        .isEqualTo("S-0000000001");
    assertThat(json(post(form("another"))).get(0).path("service_request_id").asText())
        .isEqualTo("S-0000000002");
    OutsideReport report = reports.page(java.util.Set.of(), Long.MAX_VALUE, 10).get(1);
    assertThat(report.source()).isEqualTo("hotline");
    assertThat(report.contact()).isEqualTo("Li li@mail.example");
    assertThat(report.toString()).doesNotContain("Li");
    assertThat(text(get("/requests.json"))).doesNotContain("li@mail").doesNotContain("a pile");
  }

  @Test
  void showsConfirmedCasesAndNothingElse() throws Exception {
    OrderId pending = raise("cam-1", "A1");
    OrderId dispatched = raise("cam-2", "A2");
    JsonNode all = json(get("/requests.json"));
    assertThat(all).hasSize(1);
    assertThat(all.get(0).path("service_request_id").asText()).isEqualTo(dispatched.toString());
    assertThat(all.get(0).path("status").asText()).isEqualTo("open");
    assertThat(all.get(0).path("agency_responsible").asText()).isEqualTo("Urban management");
    assertThat(all.get(0).path("media_url").asText()).isEmpty();
    assertThat(get("/requests/" + pending + ".json").status()).isEqualTo(404);
    assertThat(get("/requests/" + dispatched + ".json").status()).isEqualTo(200);
    assertThat(xml(get("/requests.xml")).getDocumentElement().getTagName())
        .isEqualTo("service_requests");
  }

  @Test
  void filtersAsTheStandardSays() throws Exception {
    OrderId id = raise("cam-2", "A2");
    assertThat(json(get("/requests.json", "status", "closed"))).isEmpty();
    assertThat(json(get("/requests.json", "status", "nonsense"))).isEmpty();
    assertThat(json(get("/requests.json", "service_code", "06010"))).isEmpty();
    assertThat(json(get("/requests.json", "service_code", "06010," + PARKING))).hasSize(1);
    assertThat(json(get("/requests.json", "start_date", "2026-11-23T08:00:01Z"))).isEmpty();
    assertThat(json(get("/requests.json", "service_request_id", id + ",W-0000000099"))).hasSize(1);
    assertThat(get("/requests.json", "start_date", "yesterday").status()).isEqualTo(400);
    assertThat(get("/requests.json", "start_date", "2020-01-01T00:00:00Z").status()).isEqualTo(400);
  }

  @Test
  void followsAReportToItsCase() throws Exception {
    post(form("a car"));
    OrderId order = raise("cam-2", "A2");
    reports.link(new OutsideReportId(1), order);
    JsonNode one = json(get("/requests/S-0000000001.json")).get(0);
    assertThat(one.path("service_request_id").asText()).isEqualTo("S-0000000001");
    assertThat(one.path("status_notes").asText()).isEqualTo("dispatched");
  }

  @Test
  void saysWhatIsWrongInTheStandardsForm() throws Exception {
    assertThat(json(call("GET", "/requests.json", Map.of())).get(0).path("description").asText())
        .isEqualTo("api_key was not provided");
    assertThat(call("GET", "/requests.json", Map.of("api_key", "x")).status()).isEqualTo(403);
    Map<String, String> form = form("x");
    form.remove("lat");
    form.put("email", "x".repeat(200));
    Open311Desk.Reply reply = call("POST", "/requests.xml", form);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(xml(reply).getElementsByTagName("description").item(0).getTextContent())
        .contains("lat: missing")
        .contains("email: 200 characters");
    form.put("service_code", "1");
    assertThat(call("POST", "/requests.json", form).status()).isEqualTo(404);
    assertThat(call("DELETE", "/requests.json", form).status()).isEqualTo(405);
    assertThat(call("GET", "/nothing", form).status()).isEqualTo(404);
    assertThat(get("/tokens/1.json").status()).isEqualTo(404);
  }

  @Test
  void takesSoManyReportsAMinuteAndNoMore() {
    for (int i = 0; i < 5; i++) {
      assertThat(post(form("pile " + i)).status()).isEqualTo(201);
    }
    assertThat(post(form("pile 6")).status()).isEqualTo(429);
    clock.advance(Duration.ofMinutes(1));
    assertThat(post(form("pile 6")).status()).isEqualTo(201);
  }

  @Test
  void linksInTheSameTransactionWhatBecomesACaseByItself() throws Exception {
    OrderId order = raise("cam-2", "A2");
    ReportBook opening =
        new ReportBook(
            book.store, (ledger, report) -> java.util.Optional.of(order), clock, () -> {});
    OutsideReport taken =
        opening.take(
            new ReportIntake.Incoming(
                "hotline", "k", PARKING, "x", "", subject("c", PARKING, "A2").place(), "", ""));
    assertThat(taken.state()).isEqualTo(OutsideReport.State.LINKED);
    assertThat(taken.order()).contains(order);
  }

  private static Map<String, String> form(String description) {
    Map<String, String> form = new HashMap<>();
    form.put("api_key", "k-1");
    form.put("service_code", "06010");
    form.put("lat", "31.2");
    form.put("long", "121.5");
    form.put("description", description);
    form.put("first_name", "Li");
    form.put("email", "li@mail.example");
    return form;
  }

  private Open311Desk.Reply post(Map<String, String> form) {
    return call("POST", "/requests.json", form);
  }

  private Open311Desk.Reply get(String path) {
    return call("GET", path, Map.of("api_key", "k-1"));
  }

  private Open311Desk.Reply get(String path, String name, String value) {
    return call("GET", path, Map.of("api_key", "k-1", name, value));
  }

  private Open311Desk.Reply call(String method, String path, Map<String, String> params) {
    return desk.answer(new Open311Desk.Call(method, path, params, "", ""));
  }

  private static JsonNode json(Open311Desk.Reply reply) throws Exception {
    return new ObjectMapper().readTree(reply.body());
  }

  private static Document xml(Open311Desk.Reply reply) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(reply.body()));
  }

  private static String text(Open311Desk.Reply reply) {
    return new String(reply.body(), UTF_8);
  }

  private OrderId raise(String camera, String area) {
    book.alerts.record(
        report(subject(camera, PARKING, area), camera, "t", Phase.BEGUN, 0, 20, KERB));
    return book.all().get(0).order();
  }
}
