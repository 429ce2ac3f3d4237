package io.cityward.alerts.notice.channel;

/** One way to people. Called by one thread. */
public interface Channel extends AutoCloseable {

  /** Sends a letter; whatever goes wrong is an outcome. Bounded in time. */
  ChannelOutcome send(Letter letter);

  /** Whether letters go to persons; else one goes to a group, and may name persons. */
  boolean reachesPersons();

  /** May be called twice. */
  @Override
  void close();
}
