package io.cityward.alerts.notice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.cityward.alerts.dispatch.http.Secret;
import io.cityward.alerts.notice.People;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmailChannelIT {

  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @BeforeEach
  void open() {
    server.start();
    server.setUser("cityward", "cityward", "right");
  }

  @AfterEach
  void close() {
    server.stop();
  }

  @Test
  void mailsALetterWithTheSameIdEachTime() throws Exception {
    assertThat(send("right")).isEqualTo(new ChannelOutcome.Sent());
    assertThat(send("right")).isEqualTo(new ChannelOutcome.Sent());
    MimeMessage mail = server.getReceivedMessages()[0];
    assertThat(mail.getSubject()).isEqualTo("督办 Urged W-1");
    assertThat(mail.getContent().toString()).contains("人民路").contains("http://c/#/1");
    assertThat(mail.getAllRecipients()[0]).hasToString("li@city.example");
    assertThat(mail.getMessageID())
        .isEqualTo(server.getReceivedMessages()[1].getMessageID())
        .endsWith("@cityward>");
  }

  @Test
  void doesNotShowThePasswordThatIsWrong() {
    assertThat(send("wrong-password"))
        .isInstanceOfSatisfying(
            ChannelOutcome.Retryable.class,
            retry -> assertThat(retry.reason()).doesNotContain("wrong-password"));
  }

  @Test
  void comesAgainWhenNoServerIsThere() {
    int port = server.getSmtp().getPort();
    server.stop();
    assertThat(send(port, EmailSettings.Security.NONE, "right"))
        .isInstanceOf(ChannelOutcome.Retryable.class);
  }

  @Test
  void sendsNothingInTheClearWhereItIsToBeEncrypted() {
    assertThat(send(server.getSmtp().getPort(), EmailSettings.Security.STARTTLS, "right"))
        .isInstanceOf(ChannelOutcome.Retryable.class);
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  private ChannelOutcome send(String password) {
    return send(server.getSmtp().getPort(), EmailSettings.Security.NONE, password);
  }

  private static ChannelOutcome send(int port, EmailSettings.Security security, String password) {
    EmailSettings settings =
        new EmailSettings(
            "127.0.0.1",
            port,
            security,
            "cityward@city.example",
            "cityward",
            Optional.of(new Secret(password)),
            Duration.ofSeconds(5),
            60);
    try (Channel channel = settings.open(Clock.systemUTC())) {
      return channel.send(
          new Letter("k", "督办 Urged W-1", "人民路12号", "http://c/#/1", List.of(People.LI)));
    }
  }
}
