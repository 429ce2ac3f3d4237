package io.cityward.ingest;

import io.cityward.core.CameraId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

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

  /** Takes certificates of these authorities alone. */
  static SessionSettings trusting(Path authorities) {
    TlsTrust trust = new TlsTrust(true, Optional.of(authorities));
    return settings(Transport.TCP, Reader.AUTO, Duration.ofSeconds(6), trust);
  }

  /** Takes any certificate. */
  static SessionSettings trusting() {
    return settings(Transport.TCP, Reader.AUTO, Duration.ofSeconds(6), TlsTrust.ANYBODY);
  }

  static SessionSettings by(Reader reader) {
    return settings(Transport.TCP, reader, Duration.ofSeconds(6), TlsTrust.SYSTEM);
  }

  private static SessionSettings settings(Transport transport, Duration connectTimeout) {
    return settings(transport, Reader.AUTO, connectTimeout, TlsTrust.SYSTEM);
  }

  private static SessionSettings settings(
      Transport transport, Reader reader, Duration connectTimeout, TlsTrust trust) {
    return new SessionSettings(
        transport,
        reader,
        trust,
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
