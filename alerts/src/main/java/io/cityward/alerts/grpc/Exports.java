package io.cityward.alerts.grpc;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers calls with files that are written as their clients read them, on threads of their own,
 * few at a time, since each reads as many bytes from the disk as its client takes.
 */
final class Exports implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Exports.class);
  private static final int AT_A_TIME = 2;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Writes a file and gives the message that ends the stream. */
  @FunctionalInterface
  interface Export<T> {
    T write(OutputStream to) throws IOException;
  }

  private final String name;
  private final ThreadPoolExecutor threads;

  /**
   * @param name of its threads, and in logs
   */
  Exports(String name) {
    this.name = name;
    this.threads =
        new ThreadPoolExecutor(
            0,
            AT_A_TIME,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Answers a call.
   *
   * @param export checks the request, and gives what writes
   * @param chunk a message with some bytes
   */
  <T> void answer(
      StreamObserver<T> observer, Supplier<Export<T>> export, Function<byte[], T> chunk) {
    try {
      Export<T> checked = export.get();
      ServerCallStreamObserver<T> call = (ServerCallStreamObserver<T>) observer;
      ChunkStream stream =
          new ChunkStream(call, bytes -> call.onNext(chunk.apply(bytes)), PATIENCE);
      call.setOnReadyHandler(stream::nudge);
      call.setOnCancelHandler(stream::cancel);
      start(() -> run(checked, stream, call));
    } catch (RuntimeException e) {
      observer.onError(GrpcErrors.of(e));
    }
  }

  private void start(Runnable task) {
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      throw new CityException(
          ErrorCode.FULL, "exports: " + AT_A_TIME + " are running (expected: fewer); try later", e);
    }
  }

  private <T> void run(Export<T> export, ChunkStream stream, ServerCallStreamObserver<T> call) {
    try {
      T last = export.write(stream);
      stream.flush();
      call.onNext(last);
      call.onCompleted();
    } catch (IOException e) {
      log.warn("{} ends early: {}", name, e.getMessage());
      if (!call.isCancelled()) {
        call.onError(
            GrpcErrors.of(
                new CityException(ErrorCode.EXTERNAL_FAILED, "export: " + e.getMessage(), e)));
      }
    } catch (RuntimeException e) {
      if (!call.isCancelled()) {
        call.onError(GrpcErrors.of(e));
      }
    }
  }

  /** Ends the exports that run; their clients are told. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
        log.warn("an export is still running");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
