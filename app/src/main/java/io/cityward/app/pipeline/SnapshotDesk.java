package io.cityward.app.pipeline;

import io.cityward.ingest.Frame;
import io.cityward.ingest.Overlay;
import io.cityward.ingest.SnapshotWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Hands the next decoded picture of a camera to whoever asks for it. No picture is kept for that:
 * who asks waits for the next one, and all who wait get the same.
 */
final class SnapshotDesk {

  /** Key frames come every few seconds. */
  private static final long PATIENCE_SECONDS = 12;

  private record Wish(List<Overlay> overlays, CompletableFuture<CameraSnapshot> answer) {}

  private final List<Wish> wishes = new ArrayList<>();

  /** Waits for the next picture; empty if none comes. */
  Optional<CameraSnapshot> take(List<Overlay> overlays) {
    Wish wish = new Wish(overlays, new CompletableFuture<>());
    synchronized (wishes) {
      wishes.add(wish);
    }
    try {
      return Optional.of(wish.answer().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a picture could not be encoded", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      synchronized (wishes) {
        wishes.remove(wish);
      }
    }
  }

  /** On the session's thread, with every decoded picture; lent. */
  void show(Frame frame) {
    List<Wish> asked;
    synchronized (wishes) {
      if (wishes.isEmpty()) {
        return;
      }
      asked = List.copyOf(wishes);
      wishes.clear();
    }
    for (Wish wish : asked) {
      try {
        byte[] jpeg = SnapshotWriter.encode(frame, wish.overlays());
        wish.answer()
            .complete(new CameraSnapshot(jpeg, frame.arrivedAt(), frame.width(), frame.height()));
      } catch (RuntimeException e) {
        wish.answer().completeExceptionally(e);
      }
    }
  }
}
