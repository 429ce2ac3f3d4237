package io.cityward.alerts.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChunkStreamTest {

  private static final int CHUNK = 256 << 10;

  private final Transport transport = new Transport();
  private final List<Integer> sent = new CopyOnWriteArrayList<>();

  private ChunkStream stream(Duration patience) {
    return new ChunkStream(transport, bytes -> sent.add(bytes.length), patience);
  }

  @Test
  void manyBytesGoInFullChunksAndTheRestWhenFlushed() throws IOException {
    transport.ready = true;
    ChunkStream stream = stream(Duration.ofMinutes(1));
    stream.write(new byte[2 * CHUNK + 5]);
    stream.write(7);
    assertThat(sent).containsExactly(CHUNK, CHUNK);
    stream.flush();
    stream.flush();
    assertThat(sent).containsExactly(CHUNK, CHUNK, 6);
  }

  @Test
  void waitsWhileTheTransportIsBusy() throws Exception {
    ChunkStream stream = stream(Duration.ofMinutes(1));
    ExecutorService writer = Executors.newSingleThreadExecutor();
    try {
      Future<?> written = writer.submit(() -> write(stream));
      assertThat(transport.asked.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(sent).isEmpty();
      transport.ready = true;
      stream.nudge();
      written.get(10, TimeUnit.SECONDS);
      assertThat(sent).containsExactly(1);
    } finally {
      writer.shutdownNow();
    }
  }

  @Test
  void endsWhenNobodyReadsAnyMore() throws Exception {
    ChunkStream stream = stream(Duration.ofMinutes(1));
    ExecutorService writer = Executors.newSingleThreadExecutor();
    try {
      Future<?> written = writer.submit(() -> write(stream));
      assertThat(transport.asked.await(10, TimeUnit.SECONDS)).isTrue();
      stream.cancel();
      assertThatThrownBy(() -> written.get(10, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("the client has gone");
      assertThat(sent).isEmpty();
    } finally {
      writer.shutdownNow();
    }
  }

  @Test
  void aClientThatReadsNothingForLongIsGivenUp() {
    ChunkStream stream = stream(Duration.ofMillis(5));
    assertThatThrownBy(() -> write(stream)).hasMessage("the client has read nothing for PT0.005S");
  }

  private static Void write(ChunkStream stream) throws IOException {
    stream.write(1);
    stream.flush();
    return null;
  }

  /** Ready when it is told to be. */
  private static final class Transport extends ServerCallStreamObserver<Object> {

    private final CountDownLatch asked = new CountDownLatch(1);
    private volatile boolean ready;

    @Override
    public boolean isReady() {
      asked.countDown();
      return ready;
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public void setOnCancelHandler(Runnable handler) {
      throw new AssertionError("not for the stream to do");
    }

    @Override
    public void setOnReadyHandler(Runnable handler) {
      throw new AssertionError("not for the stream to do");
    }

    @Override
    public void setCompression(String compression) {
      throw new AssertionError("not for the stream to do");
    }

    @Override
    public void setMessageCompression(boolean enable) {
      throw new AssertionError("not for the stream to do");
    }

    @Override
    public void disableAutoInboundFlowControl() {
      throw new AssertionError("not for the stream to do");
    }

    @Override
    public void request(int count) {
      throw new AssertionError("not for the stream to do");
    }

    @Override
    public void onNext(Object value) {
      throw new AssertionError("chunks go through the sender");
    }

    @Override
    public void onError(Throwable reason) {
      throw new AssertionError("not for the stream to do");
    }

    @Override
    public void onCompleted() {
      throw new AssertionError("not for the stream to do");
    }
  }
}
