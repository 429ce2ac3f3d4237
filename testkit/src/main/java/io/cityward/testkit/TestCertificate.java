package io.cityward.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A server's certificate with its key, made when it is asked for. All are issued by one authority,
 * which this process makes for itself: who trusts {@link #authority()} trusts those that are right.
 * Never printed with its key.
 */
public record TestCertificate(X509Certificate certificate, PrivateKey key) {

  private static final String ISSUER = "Cityward test authority";

  /** Made at the first use. */
  private static final class Authority {
    static final TestCertificate ONE = selfSigned();
  }

  /** Valid now and for a day, for this address or name. */
  public static TestCertificate forHost(String host) {
    return issue(host, Instant.now().minus(Duration.ofHours(1)));
  }

  /** Valid now, but for {@code camera.invalid}, which is nobody's name. */
  public static TestCertificate forAnotherHost() {
    return forHost("camera.invalid");
  }

  /** For this address or name, but no more valid since a month. */
  public static TestCertificate expired(String host) {
    return issue(host, Instant.now().minus(Duration.ofDays(31)));
  }

  /** The one that issued all others. */
  public static X509Certificate authority() {
    return Authority.ONE.certificate;
  }

  /** Writes the authority's certificate to the file as PEM, and returns the file. */
  public static Path writeAuthority(Path file) {
    try {
      byte[] der = authority().getEncoded();
      String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
      return Files.writeString(
          file, "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("it was made from its encoding", e);
    } catch (IOException e) {
      throw new UncheckedIOException("could not write the certificate to " + file, e);
    }
  }

  /** For a server of the JDK's that shows this certificate. */
  SSLContext context() {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      char[] none = new char[0];
      store.setKeyEntry("server", key, none, new Certificate[] {certificate});
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, none);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every JDK can show a certificate", e);
    }
  }

  private static TestCertificate issue(String host, Instant from) {
    KeyPair keys = keys();
    byte[] content = CertificateDer.ofHost(ISSUER, host, from, keys.getPublic());
    return new TestCertificate(sign(content, Authority.ONE.key), keys.getPrivate());
  }

  private static TestCertificate selfSigned() {
    KeyPair keys = keys();
    Instant from = Instant.now().minus(Duration.ofDays(60));
    byte[] content = CertificateDer.ofAuthority(ISSUER, from, keys.getPublic());
    return new TestCertificate(sign(content, keys.getPrivate()), keys.getPrivate());
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK can make EC keys", e);
    }
  }

  private static X509Certificate sign(byte[] content, PrivateKey key) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(key);
      signature.update(content);
      byte[] whole = CertificateDer.signed(content, signature.sign());
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(whole));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK can sign and read certificates", e);
    }
  }

  @Override
  public String toString() {
    return "TestCertificate[" + certificate.getSubjectX500Principal() + ", key=***]";
  }
}
