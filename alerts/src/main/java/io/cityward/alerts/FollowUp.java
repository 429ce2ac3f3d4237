package io.cityward.alerts;

import io.cityward.alerts.book.AttachmentDesk;
import io.cityward.alerts.book.CaseReportDesk;
import io.cityward.alerts.book.DeadlineWatch;
import io.cityward.alerts.book.NoticeTeller;
import io.cityward.alerts.book.OrderDeadlines;
import io.cityward.alerts.book.SupervisionDesk;
import io.cityward.alerts.book.WorkOrderDesk;
import io.cityward.alerts.evidence.EvidenceStore;
import io.cityward.alerts.grpc.CaseReportGrpcService;
import io.cityward.alerts.grpc.SupervisionGrpcService;
import io.cityward.alerts.notice.Notices;
import io.cityward.alerts.store.AlertStore;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.grpc.BindableService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** What is done about orders beside moving them, put together. */
final class FollowUp implements AutoCloseable {

  private final Path incoming;
  private final DeadlineWatch watch;
  private final NoticeTeller teller;
  private final CaseReportDesk reports;
  private final List<BindableService> services;

  FollowUp(
      AlertSettings settings,
      AlertStore store,
      EvidenceStore evidence,
      WorkOrderDesk orders,
      OrderDeadlines deadlines,
      Notices notices,
      Clock clock,
      Runnable afterCommit) {
    incoming = settings.evidence().resolveSibling("uploads");
    watch = new DeadlineWatch(store, orders, deadlines, clock, afterCommit);
    teller = new NoticeTeller(store, notices, clock);
    reports =
        new CaseReportDesk(
            store, orders, deadlines, settings.followUp().reports(), clock, afterCommit);
    services =
        List.of(
            new SupervisionGrpcService(
                store,
                new SupervisionDesk(store, orders, deadlines, clock, afterCommit),
                new AttachmentDesk(
                    store,
                    evidence,
                    deadlines,
                    settings.followUp().attachments(),
                    clock,
                    afterCommit),
                incoming),
            new CaseReportGrpcService(store, reports, clock));
  }

  /** Clears what a killed process left of uploads, and begins to look and to tell. */
  void start() {
    try {
      Files.createDirectories(incoming);
      try (var left = Files.newDirectoryStream(incoming, "attachment-*.part")) {
        for (Path file : left) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED, "uploads " + incoming + ": cannot be written: " + e, e);
    }
    watch.start();
    teller.start();
  }

  /** Takes what comes by hand. */
  CaseReportDesk reports() {
    return reports;
  }

  List<BindableService> services() {
    return services;
  }

  @Override
  public void close() {
    watch.close();
    teller.close();
  }
}
