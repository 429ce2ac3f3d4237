package io.cityward.ingest.rtsp;

import io.cityward.ingest.rtsp.RtspFailure.Kind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Looks names up. The system's look-up can neither be bounded nor ended, so it happens on a few
 * daemon threads, and whoever waits stops waiting.
 */
final class Names {

  private static final int THREADS = 4;
  private static final int MOST_WAITING = 4096;
  private static final int MOST_ADDRESSES = 4;
  private static final Pattern ADDRESS = Pattern.compile("\\[.*]|[0-9.]+");
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final ThreadPoolExecutor POOL = pool();

  private Names() {}

  /** The host's addresses, at least one. Those written as such are not looked up. */
  static List<InetAddress> resolve(String host, Deadline deadline) throws RtspFailure {
    CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
    deadline.guard(() -> answer.cancel(false));
    try {
      if (ADDRESS.matcher(host).matches()) {
        lookUp(host, answer);
      } else {
        POOL.execute(() -> lookUp(host, answer));
      }
      // The deadline may end it before; this bounds it if the watch is late.
      long left = deadline.atNanos() - System.nanoTime();
      return answer.get(Math.max(0, left), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RtspFailure.cancelled();
    } catch (ExecutionException e) {
      throw new RtspFailure(Kind.NO_SUCH_HOST, "no such host");
    } catch (java.util.concurrent.CancellationException | TimeoutException e) {
      throw deadline.cancelled() ? RtspFailure.cancelled() : slow();
    } catch (RejectedExecutionException e) {
      throw slow();
    }
  }

  private static RtspFailure slow() {
    return new RtspFailure(Kind.SILENT, "its name was not looked up in time");
  }

  private static void lookUp(String host, CompletableFuture<List<InetAddress>> answer) {
    try {
      if (!answer.isDone()) {
        InetAddress[] all = InetAddress.getAllByName(host);
        answer.complete(List.of(Arrays.copyOf(all, Math.min(all.length, MOST_ADDRESSES))));
      }
    } catch (UnknownHostException e) {
      answer.completeExceptionally(e);
    }
  }

  private static ThreadPoolExecutor pool() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> {
              Thread thread = new Thread(task, "ingest-names-" + COUNT.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
