package io.cityward.alerts.notice.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cityward.alerts.dispatch.Words;
import io.cityward.alerts.dispatch.http.Secret;
import io.cityward.core.Sha256;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;

/** Mails a letter; its Message-ID is the same through all retries, so that a mailbox can tell. */
final class EmailChannel implements Channel {

  private final EmailSettings settings;
  private final Clock clock;

  EmailChannel(EmailSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public ChannelOutcome send(Letter letter) {
    String to = letter.people().isEmpty() ? "" : letter.people().get(0).email();
    if (to.isEmpty()) {
      return new ChannelOutcome.Refused("no e-mail address");
    }
    try {
      Session session = Session.getInstance(properties());
      MimeMessage mail = mail(session, letter, to);
      try (Transport transport = session.getTransport()) {
        transport.connect(
            settings.host(),
            settings.port(),
            settings.user().isEmpty() ? null : settings.user(),
            settings.password().map(Secret::value).orElse(null));
        transport.sendMessage(mail, mail.getAllRecipients());
      }
      return new ChannelOutcome.Sent();
    } catch (AuthenticationFailedException e) {
      // The server's words may repeat what was given.
      return new ChannelOutcome.Retryable("the mail server does not accept the login");
    } catch (MessagingException e) {
      return outcome(e);
    }
  }

  @Override
  public boolean reachesPersons() {
    return true;
  }

  @Override
  public void close() {
    // Each letter has a connection of its own, which its deadline bounds.
  }

  private static ChannelOutcome outcome(MessagingException e) {
    String reason = Words.clip(e.getClass().getSimpleName() + ": " + e.getMessage(), 300);
    boolean unknown =
        e instanceof SendFailedException failed
            && failed.getInvalidAddresses() != null
            && failed.getInvalidAddresses().length > 0
            // 4xx may pass, greylisting above all.
            && !reason.matches(".*\\b4[0-9]{2} .*");
    return unknown ? new ChannelOutcome.Refused(reason) : new ChannelOutcome.Retryable(reason);
  }

  private MimeMessage mail(Session session, Letter letter, String to) throws MessagingException {
    MimeMessage mail = new StableMail(session, id(letter.key() + " " + to));
    mail.setFrom(new InternetAddress(settings.from()));
    mail.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
    mail.setSubject(Words.clip(letter.title(), 200), UTF_8.name());
    mail.setText(
        letter.words() + (letter.link().isEmpty() ? "" : "\n\n" + letter.link()) + "\n",
        UTF_8.name());
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setSentDate(Date.from(clock.instant()));
    return mail;
  }

  private Properties properties() {
    String millis = Long.toString(settings.deadline().toMillis());
    Properties properties = new Properties();
    properties.put("mail.transport.protocol", "smtp");
    properties.put("mail.smtp.connectiontimeout", millis);
    properties.put("mail.smtp.timeout", millis);
    properties.put("mail.smtp.writetimeout", millis);
    properties.put("mail.smtp.auth", Boolean.toString(!settings.user().isEmpty()));
    boolean start = settings.security() == EmailSettings.Security.STARTTLS;
    properties.put("mail.smtp.starttls.enable", Boolean.toString(start));
    properties.put("mail.smtp.starttls.required", Boolean.toString(start));
    properties.put(
        "mail.smtp.ssl.enable",
        Boolean.toString(settings.security() == EmailSettings.Security.TLS));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    return properties;
  }

  private static String id(String text) {
    return "<" + Sha256.of(text).substring(0, 32) + "@cityward>";
  }

  /** A mail that keeps the id it is given. */
  private static final class StableMail extends MimeMessage {

    private final String id;

    StableMail(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
