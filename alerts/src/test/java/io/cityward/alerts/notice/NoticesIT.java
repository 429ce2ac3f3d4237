package io.cityward.alerts.notice;

import static io.cityward.alerts.Findings.KERB;
import static io.cityward.alerts.Findings.PARKING;
import static io.cityward.alerts.Findings.START;
import static io.cityward.alerts.Findings.report;
import static io.cityward.alerts.Findings.subject;
import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.alerts.Book;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.alert.Phase;
import io.cityward.alerts.alert.Place;
import io.cityward.alerts.dispatch.RetryPolicy;
import io.cityward.alerts.notice.NoticeDelivery.State;
import io.cityward.alerts.notice.channel.Channel;
import io.cityward.alerts.notice.channel.ChannelOutcome;
import io.cityward.alerts.notice.channel.ChannelSettings;
import io.cityward.alerts.notice.channel.Letter;
import io.cityward.alerts.workorder.OrderAction;
import io.cityward.core.Schedule;
import io.cityward.testkit.TestClock;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notices from the reason for them to what a channel gets, by a clock that the test moves. */
class NoticesIT {

  private static final Roster DUTY =
      new Roster(
          "street",
          List.of(
              new Roster.Shift(
                  Schedule.parse(List.of("00:00-12:00")),
                  Optional.empty(),
                  Optional.empty(),
                  List.of("li")),
              new Roster.Shift(
                  Schedule.parse(List.of("12:00-24:00")),
                  Optional.empty(),
                  Optional.empty(),
                  List.of("wang"))));

  @TempDir Path folder;

  private final TestClock clock = TestClock.at(START);
  private final FakeChannel mail = new FakeChannel(true);
  private final FakeChannel group = new FakeChannel(false);
  private Book book;

  @BeforeEach
  void open() {
    book = new Book(folder, clock);
  }

  @AfterEach
  void close() {
    book.close();
  }

  @Test
  void tellsWhoIsOnDutyAndTheGroupOnceHoweverOftenItComes() {
    NoticeSettings settings = settings(route(List.of("mail", "group"), Quiet.NEVER, List.of()));
    NoticeDesk desk = desk(settings);
    desk.tell(notice(Notice.Kind.URGED));
    desk.tell(notice(Notice.Kind.URGED));
    send(settings);
    assertThat(mail.letters).extracting(l -> l.people().get(0).id()).containsExactly("li");
    assertThat(group.letters).hasSize(1);
    assertThat(group.letters.get(0).people()).extracting(Person::id).containsExactly("li");
    assertThat(group.letters.get(0).title()).startsWith("督办 Urged W-0000000001");
    assertThat(group.letters.get(0).link()).isEqualTo("http://here/#/orders/W-0000000001");
    assertThat(page()).extracting(NoticeDelivery::state).containsOnly(State.SENT);
  }

  @Test
  void waitsForTheEndOfQuietHoursAndTellsWhoIsOnDutyThen() {
    NoticeSettings settings =
        settings(route(List.of("mail"), quiet("07:00-13:00"), List.of("ESCALATED")));
    NoticeDesk desk = desk(settings);
    desk.tell(notice(Notice.Kind.OVERDUE));
    desk.tell(notice(Notice.Kind.ESCALATED));
    send(settings);
    // It is 08:00: what is urgent is told at once.
    assertThat(mail.letters).extracting(Letter::key).containsExactly("ESCALATED/1");
    clock.set(Instant.parse("2026-11-23T13:00:00Z"));
    send(settings);
    assertThat(mail.letters.get(1).people()).extracting(Person::id).containsExactly("wang");
  }

  @Test
  void comesAgainUntilItsAttemptsAreUsedUp() {
    NoticeSettings settings = settings(route(List.of("mail"), Quiet.NEVER, List.of()));
    desk(settings).tell(notice(Notice.Kind.URGED));
    mail.outcome = new ChannelOutcome.Retryable("mail server is down");
    for (int i = 0; i < 5; i++) {
      send(settings);
      clock.advance(Duration.ofMinutes(10));
    }
    assertThat(mail.letters).hasSize(3);
    assertThat(page().get(0).state()).isEqualTo(State.FAILED);
    assertThat(page().get(0).lastError()).isEqualTo("mail server is down");
  }

  @Test
  void keepsTheChannelsPace() {
    NoticeSettings settings = settings(route(List.of("group"), Quiet.NEVER, List.of()));
    NoticeDesk desk = desk(settings);
    for (int i = 0; i < 10; i++) {
      desk.tell(notice(Notice.Kind.URGED, "k" + i));
    }
    send(settings);
    assertThat(group.letters).hasSize(4);
    clock.advance(Duration.ofMinutes(1));
    send(settings);
    assertThat(group.letters).hasSize(8);
  }

  @Test
  void tellsOfADispatchAndALevelHigherEachTimeWhileNobodyAccepts() {
    NoticeSettings settings = settings(route(List.of("mail"), Quiet.NEVER, List.of()));
    NoticeDesk desk = desk(settings);
    AcceptWatch watch = new AcceptWatch(book.store, settings, desk, clock, () -> {});
    raise("cam-1");
    OrderId accepted = raise("cam-2");
    for (int minute = 0; minute < 240; minute += 10) {
      if (minute == 20) {
        book.command(accepted, OrderAction.ACCEPT);
      }
      watch.round();
      clock.advance(Duration.ofMinutes(10));
    }
    assertThat(page().stream().filter(d -> d.order().get().equals(accepted)))
        .extracting(NoticeDelivery::kind)
        .containsOnly("DISPATCHED");
    assertThat(page().stream().filter(d -> !d.order().get().equals(accepted)))
        .extracting(NoticeDelivery::key)
        .containsExactlyInAnyOrder(
            "DISPATCHED/W-0000000001/1/0",
            "NOT_ACCEPTED/W-0000000001/1/1",
            "NOT_ACCEPTED/W-0000000001/1/2",
            "NOT_ACCEPTED/W-0000000001/1/3");
  }

  @Test
  void leavesToALevelWhatIsItsOwn() {
    NoticeRoute street =
        new NoticeRoute(
            "street",
            List.of(),
            List.of(Level.DISTRICT),
            List.of("A*"),
            List.of(),
            List.of("mail"),
            "street",
            List.of(),
            Quiet.NEVER,
            List.of());
    NoticeSettings settings = settings(street);
    desk(settings).tell(notice(Notice.Kind.URGED));
    assertThat(page()).isEmpty();
  }

  private void send(NoticeSettings settings) {
    settings
        .channels()
        .forEach(
            (name, channel) -> {
              ChannelLane lane =
                  lanes.computeIfAbsent(
                      name,
                      n ->
                          new ChannelLane(
                              n, channel.open(clock), book.store, settings, "http://here", clock));
              while (lane.sendNext()) {
                Thread.onSpinWait();
              }
            });
  }

  private final Map<String, ChannelLane> lanes = new java.util.HashMap<>();

  private NoticeDesk desk(NoticeSettings settings) {
    return new NoticeDesk(book.store, settings, ZoneOffset.UTC, clock, () -> {});
  }

  private List<NoticeDelivery> page() {
    return book.store.read(ledger -> ledger.connectors().notices().page(Long.MAX_VALUE, 100));
  }

  private OrderId raise(String camera) {
    book.alerts.record(
        report(subject(camera, PARKING, "A2"), camera, "t", Phase.BEGUN, 0, 20, KERB));
    return book.all().get(0).order();
  }

  private static Quiet quiet(String window) {
    return new Quiet(Optional.of(Schedule.parse(List.of(window))));
  }

  private NoticeSettings settings(NoticeRoute route) {
    return new NoticeSettings(
        Map.of("mail", mail, "group", group),
        People.ALL,
        Map.of("street", DUTY),
        List.of(route),
        new RetryPolicy(Duration.ofSeconds(5), Duration.ofMinutes(5), 3),
        new NoticeSettings.Accept(Duration.ofMinutes(30), Duration.ofHours(1), 3));
  }

  private static NoticeRoute route(List<String> channels, Quiet quiet, List<String> urgent) {
    return new NoticeRoute(
        "all", List.of(), List.of(), List.of(), List.of(), channels, "street", List.of(), quiet,
        urgent);
  }

  private static Notice notice(Notice.Kind kind) {
    return notice(kind, kind + "/1");
  }

  private static Notice notice(Notice.Kind kind, String key) {
    return new Notice(
        key,
        kind,
        Level.STREET,
        "urban",
        "Urban management",
        new OrderId(1),
        PARKING,
        "机动车乱停放",
        new Place("Renmin Road 12", "A2", 31.2, 121.5),
        Optional.empty(),
        "hurry up",
        START);
  }

  /** Keeps what it is given, and answers as it is told. */
  private static final class FakeChannel implements Channel, ChannelSettings {

    private final boolean persons;
    private final List<Letter> letters = new ArrayList<>();
    private ChannelOutcome outcome = new ChannelOutcome.Sent();

    FakeChannel(boolean persons) {
      this.persons = persons;
    }

    @Override
    public int perMinute() {
      return 4;
    }

    @Override
    public boolean reachesPersons() {
      return persons;
    }

    @Override
    public Channel open(Clock clock) {
      return this;
    }

    @Override
    public ChannelOutcome send(Letter letter) {
      letters.add(letter);
      return outcome;
    }

    @Override
    public void close() {}
  }
}
