package io.cityward.ingest;

import java.time.Duration;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Ends FFmpeg's blocking calls: at a deadline, or at once when cancelled from another thread.
 * FFmpeg asks at least every 100 ms, on the thread that is inside the call.
 *
 * <p>There is one native callback for all sessions, because JavaCPP has only about ten per class;
 * it is told by a native cell of two numbers whose session it is asked about.
 */
final class ReadDeadline implements AutoCloseable {

  private static final int DEADLINE = 0;
  private static final int CANCELLED = 1;

  private static final AVIOInterruptCB.Callback_Pointer ASKED = new Asked();

  private static final class Asked extends AVIOInterruptCB.Callback_Pointer {
    @Override
    public int call(Pointer opaque) {
      LongPointer cell = new LongPointer(opaque);
      return cell.get(CANCELLED) != 0 || System.nanoTime() - cell.get(DEADLINE) > 0 ? 1 : 0;
    }
  }

  private final LongPointer cell = new LongPointer(2);
  private boolean closed;

  ReadDeadline() {
    cell.put(CANCELLED, 0);
    expiresIn(Duration.ofDays(1));
  }

  void guard(AVFormatContext context) {
    context.interrupt_callback().callback(ASKED).opaque(cell);
  }

  /** Owner thread only. */
  void expiresIn(Duration time) {
    cell.put(DEADLINE, System.nanoTime() + time.toNanos());
  }

  /** Any thread; nothing after {@link #close}. */
  synchronized void cancel() {
    if (!closed) {
      cell.put(CANCELLED, 1);
    }
  }

  /** Gives a cancelled or late connection a moment to say goodbye. Owner thread only. */
  synchronized void lastWords(Duration time) {
    cell.put(CANCELLED, 0);
    expiresIn(time);
  }

  boolean cancelled() {
    return cell.get(CANCELLED) != 0;
  }

  boolean expired() {
    return System.nanoTime() - cell.get(DEADLINE) > 0;
  }

  /** After the last context it guards is closed. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      cell.close();
    }
  }
}
