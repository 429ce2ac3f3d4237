package io.cityward.ingest;

import io.cityward.ingest.SourceState.Kind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds a host's address before FFmpeg is asked to connect: a name server that hangs can be neither
 * timed nor interrupted, so that the waiting is done on a few threads that all sources share.
 */
final class NameLookup {

  private static final int THREADS = 4;
  private static final int MOST_WAITING = 256;
  private static final ThreadPoolExecutor POOL = pool();

  private final CompletableFuture<InetAddress> answer = new CompletableFuture<>();

  /** Blocks until the host is found, at most so long. */
  void find(StreamUrl url, Duration timeout) throws SourceFailure {
    try {
      POOL.execute(() -> ask(url.host()));
      answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new SourceFailure(Kind.REFUSED, url.masked() + ": no such host");
    } catch (TimeoutException | RejectedExecutionException e) {
      String why = ": the name server did not answer within " + Refusals.seconds(timeout);
      throw new SourceFailure(Kind.STALLED, url.masked() + why);
    } catch (CancellationException e) {
      throw new SourceFailure(Kind.STOPPED, "stopped");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceFailure(Kind.STOPPED, "interrupted");
    }
  }

  /** Any thread. */
  void cancel() {
    answer.cancel(false);
  }

  private void ask(String host) {
    if (answer.isDone()) {
      return;
    }
    try {
      answer.complete(InetAddress.getByName(host));
    } catch (UnknownHostException e) {
      answer.completeExceptionally(e);
    }
  }

  private static ThreadPoolExecutor pool() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            task -> {
              Thread thread = new Thread(task, "ingest-names");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
