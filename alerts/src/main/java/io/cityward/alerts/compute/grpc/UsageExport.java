package io.cityward.alerts.compute.grpc;

import io.cityward.alerts.compute.book.UsageBook;
import io.cityward.alerts.compute.usage.UsageCsv;
import io.cityward.alerts.compute.usage.UsageFigures;
import io.cityward.alerts.compute.usage.UsageQuery;
import io.cityward.alerts.grpc.GrpcErrors;
import io.cityward.proto.v1.UsageChunk;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * One export on its way. It reads the next piece only when the transport can send it, so that a
 * slow reader fills no memory here; each piece is a page of a short stretch of time.
 */
final class UsageExport {

  private static final int ROWS = 500;

  private final UsageBook usage;
  private final UsageCsv csv;
  private final ServerCallStreamObserver<UsageChunk> observer;
  private final Runnable ended;
  private final Deque<UsageQuery> stretches;
  private long skip;
  private boolean begun;
  private boolean over;

  UsageExport(
      UsageBook usage,
      UsageQuery query,
      ServerCallStreamObserver<UsageChunk> observer,
      Runnable ended) {
    this.usage = usage;
    this.csv = new UsageCsv(query);
    this.observer = observer;
    this.ended = ended;
    stretches = new ArrayDeque<>(usage.stretches(query));
  }

  void open() {
    observer.setOnReadyHandler(this::push);
    observer.setOnCancelHandler(this::end);
    push();
  }

  private synchronized void push() {
    try {
      while (!over && observer.isReady()) {
        String piece = next();
        if (!piece.isEmpty()) {
          observer.onNext(UsageChunk.newBuilder().setCsv(piece).build());
        }
        if (!over && stretches.isEmpty()) {
          end();
          observer.onCompleted();
        }
      }
    } catch (RuntimeException e) {
      end();
      observer.onError(GrpcErrors.of(e));
    }
  }

  private String next() {
    StringBuilder piece = new StringBuilder();
    if (!begun) {
      piece.append(csv.header());
      begun = true;
    }
    List<UsageFigures> page = usage.page(stretches.element(), skip, ROWS + 1);
    page.stream().limit(ROWS).map(csv::line).forEach(piece::append);
    if (page.size() > ROWS) {
      skip += ROWS;
    } else {
      skip = 0;
      stretches.remove();
    }
    return piece.toString();
  }

  private synchronized void end() {
    if (!over) {
      over = true;
      ended.run();
    }
  }
}
