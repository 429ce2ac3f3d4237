package io.cityward.alerts.notice;

import io.cityward.alerts.notice.channel.Channel;
import io.cityward.alerts.notice.channel.ChannelOutcome;
import io.cityward.alerts.notice.channel.ChannelSettings;
import io.cityward.alerts.notice.channel.Letter;
import io.cityward.alerts.store.AlertStore;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Notices from the reason for them to the people, put together. */
public final class NoticeOffice implements AutoCloseable {

  private static final Duration STOP = Duration.ofSeconds(3);

  private final AlertStore store;
  private final NoticeSettings settings;
  private final Clock clock;
  private final NoticeDesk desk;
  private final AcceptWatch watch;
  private final List<ChannelLane> lanes;

  /**
   * @param baseUrl where the console is, for links to orders; may be empty
   * @param zone whose hours rosters and quiet hours mean
   */
  public NoticeOffice(
      AlertStore store, NoticeSettings settings, String baseUrl, ZoneId zone, Clock clock) {
    this.store = store;
    this.settings = settings;
    this.clock = clock;
    this.desk = new NoticeDesk(store, settings, zone, clock, this::wake);
    this.watch = new AcceptWatch(store, settings, desk, clock, this::wake);
    this.lanes =
        settings.channels().entrySet().stream()
            .map(
                c ->
                    new ChannelLane(
                        c.getKey(), c.getValue().open(clock), store, settings, baseUrl, clock))
            .toList();
  }

  public void start() {
    lanes.forEach(ChannelLane::start);
    watch.start();
  }

  /** Takes notices. */
  public Notices notices() {
    return desk;
  }

  /** Who is on duty, by roster; empty stands for now. */
  public Map<String, List<String>> duty(Optional<Instant> at) {
    return desk.duty(at.orElseGet(clock::instant));
  }

  /** What was and is to be told, newest first. */
  public List<NoticeDelivery> page(long before, int limit) {
    return store.read(ledger -> ledger.connectors().notices().page(before, limit));
  }

  /**
   * Sends a word over a channel, past everything that waits.
   *
   * @param recipient a person's id; may be empty for groups
   * @throws CityException INVALID, or EXTERNAL_FAILED with what the channel said
   */
  public void test(String channel, String recipient) {
    ChannelSettings way = settings.channels().get(channel);
    if (way == null) {
      throw CityException.invalid("channel", channel, "one of " + settings.channels().keySet());
    }
    Person person = settings.people().get(recipient);
    if (person == null && (way.reachesPersons() || !recipient.isEmpty())) {
      throw CityException.invalid("recipient", recipient, "one of " + settings.people().keySet());
    }
    Letter letter =
        new Letter(
            "test/" + UUID.randomUUID(),
            "测试 Test",
            "Cityward reaches you over " + channel + ".",
            "",
            person == null ? List.of() : List.of(person));
    try (Channel own = way.open(clock)) {
      ChannelOutcome outcome = own.send(letter);
      if (outcome instanceof ChannelOutcome.Retryable retry) {
        throw new CityException(ErrorCode.EXTERNAL_FAILED, channel + ": " + retry.reason());
      }
      if (outcome instanceof ChannelOutcome.Refused refused) {
        throw new CityException(ErrorCode.ILLEGAL_STATE, channel + ": " + refused.reason());
      }
    }
  }

  @Override
  public void close() {
    watch.close();
    lanes.forEach(ChannelLane::stop);
    Instant end = Instant.now().plus(STOP);
    try {
      for (ChannelLane lane : lanes) {
        lane.join(Duration.between(Instant.now(), end));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void wake() {
    lanes.forEach(ChannelLane::wake);
  }
}
