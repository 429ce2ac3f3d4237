package io.cityward.testkit;

import io.netty.buffer.ByteBuf;

/** The way of media to one client. Used on the server's thread only. */
interface Delivery {

  /** Whether there is room for another picture; what is waiting is bounded by this. */
  boolean ready();

  void send(RtpBurst burst);

  /** Sends RTCP, and releases it. */
  void report(ByteBuf rtcp);

  /** Drops what is still waiting. */
  void stop();
}
