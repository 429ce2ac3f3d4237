package io.cityward.alerts.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Bytes on their way to a client, in chunks. Whoever writes waits while the transport is busy, so
 * that a slow reader fills no memory; one that reads nothing for long is given up. One thread
 * writes; {@link #nudge} and {@link #cancel} come from the transport's.
 */
final class ChunkStream extends OutputStream {

  private static final int CHUNK_BYTES = 256 << 10;

  private final ServerCallStreamObserver<?> observer;
  private final Consumer<byte[]> send;
  private final Duration patience;
  private final byte[] chunk = new byte[CHUNK_BYTES];
  private int filled;
  private boolean cancelled;

  /**
   * @param send puts one chunk on the wire
   * @param patience how long a client may read nothing
   */
  ChunkStream(ServerCallStreamObserver<?> observer, Consumer<byte[]> send, Duration patience) {
    this.observer = observer;
    this.send = send;
    this.patience = patience;
  }

  /** The transport takes more. */
  synchronized void nudge() {
    notifyAll();
  }

  /** Nobody reads any more. */
  synchronized void cancel() {
    cancelled = true;
    notifyAll();
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    int place = from;
    while (place < from + length) {
      int part = Math.min(from + length - place, CHUNK_BYTES - filled);
      System.arraycopy(bytes, place, chunk, filled, part);
      filled += part;
      place += part;
      if (filled == CHUNK_BYTES) {
        flush();
      }
    }
  }

  @Override
  public void flush() throws IOException {
    if (filled > 0) {
      awaitReady();
      send.accept(Arrays.copyOf(chunk, filled));
      filled = 0;
    }
  }

  private synchronized void awaitReady() throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    try {
      while (!cancelled && !observer.isReady()) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new IOException("the client has read nothing for " + patience);
        }
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server stops");
    }
    if (cancelled) {
      throw new IOException("the client has gone");
    }
  }
}
