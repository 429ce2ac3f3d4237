package io.cityward.app.command;

import io.cityward.proto.v1.ExportFeedbackChunk;
import io.cityward.proto.v1.ExportFeedbackRequest;
import io.cityward.proto.v1.FeedbackServiceGrpc;
import io.cityward.proto.v1.FeedbackSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Fetches the judged alerts of a running server as a labelled set. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description =
        "Writes the alerts that operators confirmed or rejected as a ZIP: frames, COCO and YOLO"
            + " annotations, a manifest.")
public final class FeedbackExportCommand implements Callable<Integer> {

  @Option(names = "--server", description = "host:port; default: ${DEFAULT-VALUE}.")
  private String server = "localhost:8080";

  @Option(names = "--out", required = true, description = "The ZIP; replaced if it exists.")
  private Path out;

  @Option(names = "--camera", description = "Only of this camera; may be given several times.")
  private List<String> cameras = List.of();

  @Option(names = "--scene", description = "Only of this scene; may be given several times.")
  private List<String> scenes = List.of();

  @Option(
      names = "--from",
      converter = Moments.class,
      description = "Only alerts raised at or after this: 2026-11-25 or 2026-11-25T08:00:00Z.")
  private Instant from;

  @Option(
      names = "--until",
      converter = Moments.class,
      description = "Only alerts raised before this.")
  private Instant until;

  @Override
  public Integer call() throws IOException, InterruptedException {
    print(
        new Download(server, out, "cityward feedback export")
            .fetch(
                channel -> FeedbackServiceGrpc.newBlockingStub(channel).exportFeedback(request()),
                ExportFeedbackChunk::getData,
                chunk -> chunk.hasSummary() ? Optional.of(chunk.getSummary()) : Optional.empty()));
    return 0;
  }

  private ExportFeedbackRequest request() {
    ExportFeedbackRequest.Builder request =
        ExportFeedbackRequest.newBuilder().addAllCameraIds(cameras).addAllScenes(scenes);
    if (from != null) {
      request.getRaisedFromBuilder().setSeconds(from.getEpochSecond()).setNanos(from.getNano());
    }
    if (until != null) {
      request.getRaisedUntilBuilder().setSeconds(until.getEpochSecond()).setNanos(until.getNano());
    }
    return request.build();
  }

  private void print(FeedbackSummary summary) {
    System.out.printf(
        "%s: %d confirmed, %d rejected%n", out, summary.getConfirmed(), summary.getRejected());
    summary
        .getSkippedMap()
        .forEach((why, count) -> System.out.printf("without a picture: %d, %s%n", count, why));
  }
}
