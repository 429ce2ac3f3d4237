package io.cityward.ingest;

import io.cityward.core.CameraId;
import java.time.Clock;
import java.time.Duration;

/** Sessions with the short patience of tests. */
final class Sessions {

  static final SessionSettings QUICK = quick(Transport.TCP);

  private Sessions() {}

  static SessionSettings quick(Transport transport) {
    return settings(transport, Duration.ofSeconds(6));
  }

  /** For servers that will never answer. */
  static SessionSettings impatient() {
    return settings(Transport.TCP, Duration.ofMillis(1500));
  }

  /** Takes any certificate. */
  static SessionSettings trusting() {
    return settings(Transport.TCP, Reader.AUTO, Duration.ofSeconds(6), false);
  }

  static SessionSettings by(Reader reader) {
    return settings(Transport.TCP, reader, Duration.ofSeconds(6), true);
  }

  private static SessionSettings settings(Transport transport, Duration connectTimeout) {
    return settings(transport, Reader.AUTO, connectTimeout, true);
  }

  private static SessionSettings settings(
      Transport transport, Reader reader, Duration connectTimeout, boolean verifyTls) {
    return new SessionSettings(
        transport,
        reader,
        verifyTls,
        connectTimeout,
        // The simulated cameras begin with a key frame, and have one every 2 s.
        Duration.ofMillis(3500),
        Duration.ofMillis(50),
        Duration.ofMillis(200),
        Duration.ofSeconds(5),
        4 << 20);
  }

  static CameraSession start(String url, DecodePolicy policy, CameraSession.Listener listener) {
    return start(StreamUrl.parse(url), QUICK, policy, listener);
  }

  static CameraSession start(
      StreamUrl url,
      SessionSettings settings,
      DecodePolicy policy,
      CameraSession.Listener listener) {
    CameraSession session =
        new CameraSession(
            new CameraId("cam-1"),
            url,
            settings,
            policy,
            listener,
            IngestMetrics.NOOP,
            Clock.systemUTC());
    session.start();
    return session;
  }
}
