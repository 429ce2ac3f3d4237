package io.cityward.app.server;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.ingest.H264Copy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes H.264 copies of clips that browsers cannot play, when somebody asks for one: one at a time,
 * each once, a few wait. A copy lies beside its clip.
 */
final class H264Copies implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(H264Copies.class);
  private static final int MOST_WAITING = 8;

  private final Map<Path, CompletableFuture<Path>> inWork = new HashMap<>();
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          task -> {
            Thread thread = new Thread(task, "h264-copies");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * A file with the same pictures that every browser plays: the clip itself if it is H.264. Reads
   * the file's beginning on the calling thread.
   *
   * @return fails with INTERNAL if the clip cannot be read or encoded; the log says why
   * @throws CityException FULL if too many wait already
   */
  CompletableFuture<Path> of(Path clip) {
    Path copy = beside(clip);
    if (Files.exists(copy)) {
      return CompletableFuture.completedFuture(copy);
    }
    boolean needed;
    try {
      needed = H264Copy.isNeededOf(clip);
    } catch (CityException e) {
      return CompletableFuture.failedFuture(failed(clip, e));
    }
    return needed ? make(clip, copy) : CompletableFuture.completedFuture(clip);
  }

  private static Path beside(Path clip) {
    String name = clip.getFileName().toString();
    return clip.resolveSibling(name.substring(0, name.length() - ".mp4".length()) + ".h264.mp4");
  }

  private synchronized CompletableFuture<Path> make(Path clip, Path copy) {
    CompletableFuture<Path> begun = inWork.get(clip);
    if (begun != null) {
      return begun;
    }
    CompletableFuture<Path> made = new CompletableFuture<>();
    try {
      executor.execute(() -> run(clip, copy, made));
    } catch (RejectedExecutionException e) {
      throw new CityException(
          ErrorCode.FULL,
          "codec: h264 of "
              + clip.getFileName()
              + " must wait: "
              + MOST_WAITING
              + " other clips are to be encoded first");
    }
    inWork.put(clip, made);
    return made;
  }

  private void run(Path clip, Path copy, CompletableFuture<Path> made) {
    try {
      if (!Files.exists(copy)) {
        H264Copy.write(clip, copy);
      }
      forget(clip);
      made.complete(copy);
    } catch (RuntimeException e) {
      forget(clip);
      made.completeExceptionally(failed(clip, e));
    }
  }

  /** Where the file lies is for the log only. */
  private static CityException failed(Path clip, RuntimeException e) {
    LOG.warn("{}: no H.264 copy: {}", clip, e.getMessage());
    return new CityException(
        ErrorCode.INTERNAL, "codec: h264 of this clip cannot be made; the server's log says why");
  }

  private synchronized void forget(Path clip) {
    inWork.remove(clip);
  }

  /** Ends the one that is being made; a moment. */
  @Override
  public void close() {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(2, TimeUnit.SECONDS)) {
        LOG.warn("a clip is still being encoded");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      CityException stopped = new CityException(ErrorCode.ILLEGAL_STATE, "this server stops");
      inWork.values().forEach(waiting -> waiting.completeExceptionally(stopped));
      inWork.clear();
    }
  }
}
