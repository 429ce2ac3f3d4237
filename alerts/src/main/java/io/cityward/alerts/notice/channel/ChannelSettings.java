package io.cityward.alerts.notice.channel;

import io.cityward.core.settings.Section;
import java.time.Clock;

/** How a channel is reached; each kind has its own. */
public interface ChannelSettings {

  /** The kinds of channels that can be configured. */
  enum Kind {
    EMAIL,
    WECOM,
    DINGTALK,
    FEISHU,
    WEBHOOK
  }

  /** Letters that may go in a minute. */
  int perMinute();

  /** Whether letters go to persons. */
  boolean reachesPersons();

  /** A channel that connects with its first letter. */
  Channel open(Clock clock);

  /** Reads a channel of the kind that its key {@code type} names. */
  static ChannelSettings read(Section section) {
    Kind kind = section.choice("type", Kind.class);
    return switch (kind) {
      case EMAIL -> EmailSettings.read(section);
      case WECOM -> RobotSettings.read(section, Robot.WECOM);
      case DINGTALK -> RobotSettings.read(section, Robot.DINGTALK);
      case FEISHU -> RobotSettings.read(section, Robot.FEISHU);
      case WEBHOOK -> HookSettings.read(section);
    };
  }
}
