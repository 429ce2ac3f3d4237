package io.cityward.ingest;

import io.cityward.core.CityException;
import io.cityward.ingest.rtsp.RtspRequest.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whom an encrypted stream is taken from.
 *
 * @param verify whether its certificate has to be signed by somebody trusted, and be for its host
 * @param authorities who is trusted, as a PEM file, such as a city's own certificate authority;
 *     empty takes those that this machine trusts
 */
public record TlsTrust(boolean verify, Optional<Path> authorities) {

  /** Who is trusted on this machine. */
  public static final TlsTrust SYSTEM = new TlsTrust(true, Optional.empty());

  /** Anybody: encrypted, but to whoever answers. */
  public static final TlsTrust ANYBODY = new TlsTrust(false, Optional.empty());

  /**
   * Checks the file.
   *
   * @throws CityException INVALID if there are no certificates in it
   */
  public TlsTrust {
    authorities.ifPresent(TlsTrust::certificates);
  }

  /** For Java's TLS. */
  Tls tls() {
    if (!verify) {
      return Tls.unverified();
    }
    return authorities.map(file -> new Tls(trusting(file), true)).orElseGet(Tls::trusted);
  }

  /** For FFmpeg's. */
  Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("tls_verify", verify ? "1" : "0");
    if (verify) {
      authorities
          .or(SystemAuthorities::file)
          .ifPresent(file -> options.put("ca_file", file.toString()));
    }
    return options;
  }

  private static SSLContext trusting(Path file) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate certificate : certificates(file)) {
        store.setCertificateEntry("authority-" + number++, certificate);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every JDK can trust a certificate", e);
    }
  }

  private static Collection<? extends Certificate> certificates(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (all.isEmpty()) {
        throw CityException.invalid("authorities", file, "certificates, as PEM");
      }
      return all;
    } catch (GeneralSecurityException | IOException e) {
      throw CityException.invalid("authorities", file, "a readable file of certificates, as PEM");
    }
  }
}
