package io.cityward.testkit;

import io.netty.channel.Channel;

/**
 * Sends without waiting. Nobody looks at the outcome: what fails goes to the last handler of the
 * channel, which closes a connection and notes a datagram.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Wire {

  private Wire() {}

  static void send(Channel channel, Object message) {
    channel.writeAndFlush(message, channel.voidPromise());
  }

  /** As {@link #send}, but leaves it to the caller to flush. */
  static void queue(Channel channel, Object message) {
    channel.write(message, channel.voidPromise());
  }

  static void close(Channel channel) {
    channel.close();
  }
}
