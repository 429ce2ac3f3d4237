package io.cityward.alerts.grpc;

import com.google.protobuf.UnsafeByteOperations;
import io.cityward.alerts.alert.OrderId;
import io.cityward.alerts.archive.CaseExport;
import io.cityward.alerts.archive.CaseManifest;
import io.cityward.alerts.store.AlertStore;
import io.cityward.proto.v1.CaseArchiveServiceGrpc;
import io.cityward.proto.v1.CaseExportSummary;
import io.cityward.proto.v1.ExportCaseChunk;
import io.cityward.proto.v1.ExportCaseRequest;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code CaseArchiveService}: whole cases as signed files. */
public final class CaseArchiveGrpcService extends CaseArchiveServiceGrpc.CaseArchiveServiceImplBase
    implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CaseArchiveGrpcService.class);
  private static final OrderId NONE = new OrderId(1);

  private final AlertStore store;
  private final CaseExport export;
  private final Exports exports = new Exports("case-export");

  public CaseArchiveGrpcService(AlertStore store, CaseExport export) {
    this.store = store;
    this.export = export;
  }

  @Override
  public void exportCase(ExportCaseRequest request, StreamObserver<ExportCaseChunk> observer) {
    String actor = Actor.current();
    exports.answer(
        observer,
        () -> {
          RequestCheck check = new RequestCheck();
          OrderId id =
              check.parsed("work_order_id", NONE, () -> OrderId.parse(request.getWorkOrderId()));
          check.done();
          // Refused before the first byte.
          OrderId known = store.read(ledger -> ledger.orders().get(id)).id();
          return to -> write(known, actor, to);
        },
        // Nobody else holds these bytes.
        bytes ->
            ExportCaseChunk.newBuilder().setData(UnsafeByteOperations.unsafeWrap(bytes)).build());
  }

  private ExportCaseChunk write(OrderId id, String actor, OutputStream to) throws IOException {
    CaseManifest written = export.write(id, actor, to);
    log.info("{} exported by {}: {} files", id, actor, written.files().size());
    return ExportCaseChunk.newBuilder()
        .setSummary(
            CaseExportSummary.newBuilder()
                .setFiles(written.files().size())
                .addAllAltered(written.altered())
                .addAllMissing(written.missing()))
        .build();
  }

  /** Ends the exports that run; their clients are told. */
  @Override
  public void close() {
    exports.close();
  }
}
