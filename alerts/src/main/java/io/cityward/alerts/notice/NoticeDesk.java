package io.cityward.alerts.notice;

import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.notice.channel.ChannelSettings;
import io.cityward.alerts.store.AlertStore;
import io.cityward.alerts.store.Ledger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Works out who is told of what, and stores it; the lanes of the channels send it. When {@link
 * #tell} returns, each delivery is stored once, however often the notice comes.
 */
public final class NoticeDesk implements Notices {

  /** How many may wait on one channel; more are dropped, and stored as that. */
  private static final long MOST_PENDING = 10_000;

  private static final Map<String, String> TITLES =
      Map.ofEntries(
          Map.entry(AcceptWatch.DISPATCHED, "新工单 Work order"),
          Map.entry(AcceptWatch.NOT_ACCEPTED, "无人接单 Not accepted"),
          Map.entry("NEARLY_DUE", "即将超期 Nearly due"),
          Map.entry("OVERDUE", "已超期 Overdue"),
          Map.entry("ESCALATED", "升级 Escalated"),
          Map.entry("URGED", "督办 Urged"),
          Map.entry("EXTENSION_ASKED", "延期申请 Extension asked for"),
          Map.entry("EXTENSION_GRANTED", "延期批准 Extension granted"),
          Map.entry("EXTENSION_REFUSED", "延期不批 Extension refused"),
          Map.entry("RESUMED", "恢复 Resumed"));

  /** What there is to tell. */
  record Matter(
      String key,
      String kind,
      Level level,
      String area,
      String department,
      OrderId order,
      String about,
      String words) {}

  private final AlertStore store;
  private final NoticeSettings settings;
  private final ZoneId zone;
  private final Clock clock;
  private final Runnable wake;

  /**
   * @param zone whose hours rosters and quiet hours mean
   * @param wake runs after something was stored; must not block
   */
  public NoticeDesk(
      AlertStore store, NoticeSettings settings, ZoneId zone, Clock clock, Runnable wake) {
    this.store = store;
    this.settings = settings;
    this.zone = zone;
    this.clock = clock;
    this.wake = wake;
  }

  @Override
  public void tell(Notice notice) {
    Matter matter =
        new Matter(
            notice.key(),
            notice.kind().name(),
            notice.level(),
            notice.place().area(),
            notice.departmentId(),
            notice.order(),
            notice.eventName(),
            notice.words());
    var unused =
        store.write(
            ledger -> {
              tell(ledger, matter);
              return matter;
            });
    wake.run();
  }

  /** Who is on duty, by roster. */
  public Map<String, List<String>> duty(Instant at) {
    Map<String, List<String>> duty = new TreeMap<>();
    settings.rosters().forEach((name, roster) -> duty.put(name, roster.onDuty(at, zone)));
    return duty;
  }

  /** Stores the deliveries of a matter inside a transaction. */
  void tell(Ledger ledger, Matter matter) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    for (NoticeRoute route : settings.routes()) {
      if (route.takes(matter.kind(), matter.level(), matter.area(), matter.department())) {
        tell(ledger, matter, route, now);
      }
    }
  }

  private void tell(Ledger ledger, Matter matter, NoticeRoute route, Instant now) {
    boolean urgent = route.urgent().contains(matter.kind());
    Instant due = urgent ? now : route.quiet().after(now, zone);
    Set<String> people = new LinkedHashSet<>(route.people());
    Optional.ofNullable(settings.rosters().get(route.roster()))
        .ifPresent(roster -> people.addAll(roster.onDuty(due, zone)));
    for (String channel : route.channels()) {
      ChannelSettings way = settings.channels().get(channel);
      if (!way.reachesPersons()) {
        add(ledger, matter, channel, "", String.join(",", people), now, due);
        continue;
      }
      for (String id : people) {
        Instant awake = urgent ? due : settings.people().get(id).quiet().after(due, zone);
        add(ledger, matter, channel, id, "", now, awake);
      }
    }
  }

  private void add(
      Ledger ledger,
      Matter matter,
      String channel,
      String recipient,
      String concerned,
      Instant now,
      Instant due) {
    boolean full = ledger.connectors().notices().pending(channel) >= MOST_PENDING;
    String title =
        TITLES.getOrDefault(matter.kind(), matter.kind())
            + " "
            + matter.order()
            + (matter.about().isEmpty() ? "" : " " + matter.about());
    ledger
        .connectors()
        .notices()
        .add(
            new NoticeDelivery(
                0,
                matter.key(),
                matter.kind(),
                clip(title, 200),
                clip(matter.words(), 1500),
                channel,
                recipient,
                clip(concerned, 1000),
                Optional.of(matter.order()),
                full ? NoticeDelivery.State.DROPPED : NoticeDelivery.State.PENDING,
                0,
                full ? MOST_PENDING + " wait on this channel" : "",
                now,
                due));
  }

  private static String clip(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
