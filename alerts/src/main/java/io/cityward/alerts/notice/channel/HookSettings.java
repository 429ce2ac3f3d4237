package io.cityward.alerts.notice.channel;

import io.cityward.alerts.dispatch.http.HttpLimits;
import io.cityward.alerts.dispatch.http.OutsideUrl;
import io.cityward.alerts.dispatch.http.Secret;
import io.cityward.core.settings.Section;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/**
 * A web hook that takes notices.
 *
 * @param secret what they are signed with; empty: not signed
 */
record HookSettings(URI url, Optional<Secret> secret, int perMinute, HttpLimits limits)
    implements ChannelSettings {

  private static final int USUAL_PER_MINUTE = 600;

  static HookSettings read(Section section) {
    URI url = section.parsed("url", OutsideUrl::parse).orElse(URI.create("http://localhost"));
    Optional<Secret> secret = Secret.read(section, "secretEnv");
    int perMinute = section.whole("perMinute", 1, 10_000, USUAL_PER_MINUTE);
    return new HookSettings(url, secret, perMinute, HttpLimits.read(section));
  }

  @Override
  public boolean reachesPersons() {
    return false;
  }

  @Override
  public Channel open(Clock clock) {
    return new HookChannel(this, clock);
  }
}
