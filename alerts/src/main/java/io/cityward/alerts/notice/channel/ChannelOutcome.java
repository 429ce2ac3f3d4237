package io.cityward.alerts.notice.channel;

import java.time.Duration;
import java.util.Optional;

/** What became of a letter. */
public sealed interface ChannelOutcome {

  record Sent() implements ChannelOutcome {}

  /**
   * It may go later.
   *
   * @param after how long the channel wants to be left alone
   */
  record Retryable(String reason, Optional<Duration> after) implements ChannelOutcome {

    public Retryable(String reason) {
      this(reason, Optional.empty());
    }
  }

  /** It will never go like this. */
  record Refused(String reason) implements ChannelOutcome {}
}
