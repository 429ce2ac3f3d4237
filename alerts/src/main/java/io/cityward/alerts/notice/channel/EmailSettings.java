package io.cityward.alerts.notice.channel;

import io.cityward.alerts.dispatch.http.Secret;
import io.cityward.core.settings.Section;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * A mail server.
 *
 * @param from the sender's address
 * @param user empty: no login
 * @param deadline for connecting, and for each word of the conversation
 */
record EmailSettings(
    String host,
    int port,
    Security security,
    String from,
    String user,
    Optional<Secret> password,
    Duration deadline,
    int perMinute)
    implements ChannelSettings {

  static final String ADDRESS = "[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}";

  private static final Duration USUAL_DEADLINE = Duration.ofSeconds(15);

  /** How the conversation is encrypted. */
  enum Security {
    /** TLS from the first byte. */
    TLS,
    /** TLS after a word in the clear, and not at all without. */
    STARTTLS,
    /** In the clear: for a relay on this machine. */
    NONE
  }

  static EmailSettings read(Section section) {
    String host = section.text("host");
    Security security = section.choice("security", Security.class, Security.STARTTLS);
    int port = section.whole("port", 1, 65535, security == Security.TLS ? 465 : 587);
    String from = section.text("from");
    if (!from.matches(ADDRESS)) {
      section.problem("from", from, "an e-mail address");
    }
    String user = section.text("user", "");
    Optional<Secret> password = Secret.read(section, "passwordEnv");
    if (user.isEmpty() == section.has("passwordEnv")) {
      section.problem("user", user, "user and passwordEnv together, or neither");
    }
    Duration deadline =
        section.duration("deadline", Duration.ofSeconds(1), Duration.ofMinutes(2), USUAL_DEADLINE);
    int perMinute = section.whole("perMinute", 1, 10_000, 300);
    return new EmailSettings(host, port, security, from, user, password, deadline, perMinute);
  }

  @Override
  public boolean reachesPersons() {
    return true;
  }

  @Override
  public Channel open(Clock clock) {
    return new EmailChannel(this, clock);
  }
}
