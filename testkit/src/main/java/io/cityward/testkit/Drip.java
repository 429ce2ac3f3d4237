package io.cityward.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Lets everything that is written to a connection out at a given pace, in small pieces. While much
 * waits the connection is not writable, so that its camera drops pictures. On the server's thread.
 */
final class Drip extends ChannelOutboundHandlerAdapter {

  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int MOST_WAITING_BYTES = 1 << 20;

  private record Waiting(ByteBuf bytes, ChannelPromise promise) {}

  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private ChannelHandlerContext context;
  private int waitingBytes;
  private int bytesPerSecond;
  private boolean ticking;

  /** From now on; 0 is as fast as it goes. */
  void pace(int inBytesPerSecond) {
    bytesPerSecond = inBytesPerSecond;
    if (bytesPerSecond == 0) {
      release(waitingBytes);
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext removed) {
    waiting.forEach(one -> one.bytes().release());
    waiting.clear();
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored")
  public void write(ChannelHandlerContext at, Object message, ChannelPromise promise) {
    if (bytesPerSecond == 0) {
      at.write(message, promise);
      return;
    }
    ByteBuf bytes = (ByteBuf) message;
    waiting.add(new Waiting(bytes, promise));
    count(bytes.readableBytes());
    if (!ticking) {
      tick();
    }
  }

  private void tick() {
    ticking = false;
    if (waiting.isEmpty()) {
      return;
    }
    // A slower pace than a byte per tick has longer ticks.
    long nanos = Math.max(TICK_NANOS, 1_000_000_000L / bytesPerSecond);
    release((int) Math.max(1, bytesPerSecond * nanos / 1_000_000_000L));
    ticking = true;
    var unused = context.executor().schedule(this::tick, nanos, TimeUnit.NANOSECONDS);
  }

  private void release(int most) {
    int left = most;
    while (left > 0 && !waiting.isEmpty()) {
      Waiting first = waiting.element();
      int piece = Math.min(left, first.bytes().readableBytes());
      left -= piece;
      count(-piece);
      if (piece == first.bytes().readableBytes()) {
        waiting.remove();
        forward(first.bytes(), first.promise());
      } else {
        forward(first.bytes().readRetainedSlice(piece), context.voidPromise());
      }
    }
    context.flush();
  }

  @SuppressWarnings("FutureReturnValueIgnored")
  private void forward(ByteBuf bytes, ChannelPromise promise) {
    context.write(bytes, promise);
  }

  private void count(int bytes) {
    waitingBytes += bytes;
    ChannelOutboundBuffer out = context.channel().unsafe().outboundBuffer();
    if (out != null) {
      out.setUserDefinedWritability(1, waitingBytes < MOST_WAITING_BYTES);
    }
  }
}
