package io.cityward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCertificateTest {

  @Test
  void namesItsHostAndIsSignedByTheAuthority() throws Exception {
    TestCertificate made = TestCertificate.forHost("192.0.2.7");
    assertThat(made.certificate().getSubjectAlternativeNames())
        .containsExactly(List.of(7, "192.0.2.7"));
    made.certificate().verify(TestCertificate.authority().getPublicKey());
    assertThatCode(made.certificate()::checkValidity).doesNotThrowAnyException();
    assertThat(TestCertificate.forHost("gate.example").certificate().getSubjectAlternativeNames())
        .containsExactly(List.of(2, "gate.example"));
  }

  @Test
  void expiresWhenItShould() {
    assertThatThrownBy(TestCertificate.expired("127.0.0.1").certificate()::checkValidity)
        .isInstanceOf(CertificateExpiredException.class);
  }

  @Test
  void tellsItsAuthorityAsPem(@TempDir Path directory) throws Exception {
    Path file = TestCertificate.writeAuthority(directory.resolve("authority.pem"));
    try (var pem = Files.newInputStream(file)) {
      assertThat(CertificateFactory.getInstance("X.509").generateCertificate(pem))
          .isEqualTo(TestCertificate.authority());
    }
  }

  @Test
  void keepsItsKeyToItself() {
    assertThat(TestCertificate.forHost("127.0.0.1").toString())
        .isEqualTo("TestCertificate[CN=127.0.0.1, key=***]");
  }
}
