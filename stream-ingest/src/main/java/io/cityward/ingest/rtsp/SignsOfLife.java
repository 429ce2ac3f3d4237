package io.cityward.ingest.rtsp;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * What has to be sent from time to time lest the camera stops: a request within half of the
 * session's time-out, and an RTCP report each 5 s. Answers are not waited for; a camera that gives
 * none is forgiven as long as it plays. Owner thread.
 */
final class SignsOfLife {

  private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Takes a report along to the camera. */
  interface Reporter {
    void send(byte[] report) throws RtspFailure;
  }

  private final Conversation conversation;
  private final String method;
  private final long intervalNanos;
  private final Reporter reporter;
  private final Reception reception;
  private final SenderClock clock;
  private final int own = ThreadLocalRandom.current().nextInt();
  private long requestAt;
  private long reportAt;

  SignsOfLife(
      Conversation conversation,
      String method,
      int timeoutSeconds,
      Reporter reporter,
      Reception reception,
      SenderClock clock) {
    this.conversation = conversation;
    this.method = method;
    this.intervalNanos = TimeUnit.SECONDS.toNanos(timeoutSeconds) / 2;
    this.reporter = reporter;
    this.reception = reception;
    this.clock = clock;
    requestAt = System.nanoTime() + intervalNanos;
    reportAt = System.nanoTime() + REPORT_NANOS;
  }

  /** Sends what is due. */
  void at(long nowNanos) throws RtspFailure {
    if (nowNanos - requestAt >= 0 || conversation.renewed()) {
      requestAt = nowNanos + intervalNanos;
      conversation.keepAlive(method);
    }
    if (nowNanos - reportAt >= 0) {
      reportAt = nowNanos + REPORT_NANOS;
      reporter.send(ReceiverReport.of(own, reception, clock, nowNanos));
    }
  }

  /** How long nothing is due. */
  long restNanos(long nowNanos) {
    return Math.max(0, Math.min(requestAt - nowNanos, reportAt - nowNanos));
  }
}
