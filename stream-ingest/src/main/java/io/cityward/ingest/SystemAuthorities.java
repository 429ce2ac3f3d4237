package io.cityward.ingest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The certificates that this machine trusts, as the file that OpenSSL reads: the one that FFmpeg
 * comes with looks for it where it was built.
 */
final class SystemAuthorities {

  private static final String[] USUAL = {
    // Debian, Ubuntu, Alpine
    "/etc/ssl/certs/ca-certificates.crt",
    // Fedora, RHEL, openEuler
    "/etc/pki/tls/certs/ca-bundle.crt",
    // SUSE
    "/etc/ssl/ca-bundle.pem",
    // macOS
    "/etc/ssl/cert.pem"
  };

  private SystemAuthorities() {}

  /** What the environment's SSL_CERT_FILE says, or what is usual; empty if there is none. */
  static Optional<Path> file() {
    String configured = System.getenv("SSL_CERT_FILE");
    Stream<String> candidates =
        configured == null
            ? Stream.of(USUAL)
            : Stream.concat(Stream.of(configured), Stream.of(USUAL));
    return candidates.map(Path::of).filter(Files::isReadable).findFirst();
  }
}
