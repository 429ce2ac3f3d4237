package io.cityward.alerts.notice.channel;

import io.cityward.alerts.dispatch.http.HttpLimits;
import io.cityward.alerts.dispatch.http.OutsideUrl;
import io.cityward.alerts.dispatch.http.Secret;
import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import java.time.Clock;
import java.util.Optional;

/**
 * A group's robot.
 *
 * @param url holds the robot's token, and is therefore a secret
 * @param secret what messages are signed with; empty: not signed
 */
record RobotSettings(
    Robot robot, Secret url, Optional<Secret> secret, int perMinute, HttpLimits limits)
    implements ChannelSettings {

  /** The makers allow 20. */
  private static final int USUAL_PER_MINUTE = 18;

  static RobotSettings read(Section section, Robot robot) {
    Optional<Secret> url = Secret.read(section, "urlEnv");
    if (!section.has("urlEnv")) {
      section.problem("urlEnv", "missing", "the environment variable with the robot's URL");
    }
    url.ifPresent(
        secret -> {
          try {
            var unused = OutsideUrl.parse(secret.value());
          } catch (CityException e) {
            section.problem("urlEnv", "its value", "http://… or https://…");
          }
        });
    Optional<Secret> secret = Secret.read(section, "secretEnv");
    int perMinute = section.whole("perMinute", 1, 1000, USUAL_PER_MINUTE);
    HttpLimits limits = HttpLimits.read(section);
    return new RobotSettings(
        robot, url.orElse(new Secret("http://localhost")), secret, perMinute, limits);
  }

  @Override
  public boolean reachesPersons() {
    return false;
  }

  @Override
  public Channel open(Clock clock) {
    return new RobotChannel(this, clock);
  }
}
