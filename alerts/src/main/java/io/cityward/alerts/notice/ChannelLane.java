package io.cityward.alerts.notice;

import io.cityward.alerts.dispatch.RetryPolicy;
import io.cityward.alerts.dispatch.Words;
import io.cityward.alerts.dispatch.http.RateLimit;
import io.cityward.alerts.notice.channel.Channel;
import io.cityward.alerts.notice.channel.ChannelOutcome;
import io.cityward.alerts.notice.channel.Letter;
import io.cityward.alerts.store.AlertStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what waits on one channel, one letter at a time on a thread of its own. */
final class ChannelLane {

  private static final Logger log = LoggerFactory.getLogger(ChannelLane.class);
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration NEXT_MINUTE = Duration.ofSeconds(5);

  private final String name;
  private final Channel channel;
  private final AlertStore store;
  private final NoticeSettings settings;
  private final String baseUrl;
  private final Clock clock;
  private final RateLimit limit;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final Semaphore signal = new Semaphore(0);
  private final Thread thread;
  private volatile boolean stopped;

  ChannelLane(
      String name,
      Channel channel,
      AlertStore store,
      NoticeSettings settings,
      String baseUrl,
      Clock clock) {
    this.name = name;
    this.channel = channel;
    this.store = store;
    this.settings = settings;
    this.baseUrl = baseUrl;
    this.clock = clock;
    this.limit = new RateLimit(settings.channels().get(name).perMinute());
    this.thread = new Thread(this::run, "notice-" + name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  void wake() {
    if (signal.availablePermits() == 0) {
      signal.release();
    }
  }

  void stop() {
    stopped = true;
    channel.close();
    thread.interrupt();
  }

  void join(Duration atMost) throws InterruptedException {
    thread.join(Math.max(1, atMost.toMillis()));
  }

  private void run() {
    while (!stopped) {
      try {
        if (!sendNext()) {
          await(untilNext());
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (!stopped) {
          log.warn("notices over {} stumble: {}", name, e.toString());
          pause();
        }
      }
    }
  }

  /** Sends one letter if one is due and the channel's pace allows it. */
  boolean sendNext() {
    Instant now = now();
    Optional<NoticeDelivery> due = store.read(l -> l.connectors().notices().due(name, now));
    if (due.isEmpty() || !limit.allows(name, now)) {
      return false;
    }
    ChannelOutcome outcome = channel.send(letter(due.get()));
    if (!stopped) {
      NoticeDelivery noted = noted(due.get(), outcome);
      var unused =
          store.write(
              ledger -> {
                ledger.connectors().notices().update(noted);
                return noted;
              });
      if (noted.state() == NoticeDelivery.State.FAILED) {
        log.warn("notice {} over {} failed: {}", noted.key(), name, noted.lastError());
      }
    }
    return true;
  }

  private NoticeDelivery noted(NoticeDelivery delivery, ChannelOutcome outcome) {
    if (outcome instanceof ChannelOutcome.Sent) {
      return delivery.sent();
    }
    if (outcome instanceof ChannelOutcome.Refused refused) {
      return delivery.failed(Words.clip(refused.reason(), 500));
    }
    ChannelOutcome.Retryable retry = (ChannelOutcome.Retryable) outcome;
    RetryPolicy policy = settings.retry();
    int failures = delivery.attempts() + 1;
    String reason = Words.clip(retry.reason(), 500);
    if (policy.givesUpAfter(failures)) {
      return delivery.failed(reason);
    }
    Duration backOff = policy.waitAfter(failures, random.nextDouble());
    Duration wait = retry.after().filter(asked -> asked.compareTo(backOff) > 0).orElse(backOff);
    return delivery.again(reason, now().plus(wait));
  }

  private Letter letter(NoticeDelivery delivery) {
    String ids = delivery.recipient().isEmpty() ? delivery.concerned() : delivery.recipient();
    List<Person> people =
        Arrays.stream(ids.split(",", -1))
            .map(settings.people()::get)
            .filter(Objects::nonNull)
            .toList();
    String link =
        baseUrl.isEmpty() ? "" : delivery.order().map(o -> baseUrl + "/#/orders/" + o).orElse("");
    return new Letter(delivery.key(), delivery.title(), delivery.words(), link, people);
  }

  private Duration untilNext() {
    Duration wait =
        store
            .read(ledger -> ledger.connectors().notices().nextDue(name))
            .map(next -> Duration.between(now(), next))
            .orElse(IDLE);
    if (wait.isNegative() || wait.isZero()) {
      // One is due, so that it is the pace that holds it back.
      return NEXT_MINUTE;
    }
    return wait.compareTo(IDLE) < 0 ? wait : IDLE;
  }

  private void await(Duration atMost) throws InterruptedException {
    if (signal.tryAcquire(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS)) {
      signal.drainPermits();
    }
  }

  private void pause() {
    try {
      await(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      thread.interrupt();
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
