package io.cityward.app.command;

import io.cityward.alerts.grpc.Actor;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.proto.v1.ExportFeedbackChunk;
import io.cityward.proto.v1.ExportFeedbackRequest;
import io.cityward.proto.v1.FeedbackServiceGrpc;
import io.cityward.proto.v1.FeedbackSummary;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
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
    if (!server.matches("[A-Za-z0-9.\\[\\]:_-]+:[0-9]{1,5}")) {
      throw CityException.invalid("--server", server, "host:port");
    }
    Path folder = out.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(out)) {
      throw CityException.invalid("--out", out, "a file in a folder that exists");
    }
    ManagedChannel channel =
        NettyChannelBuilder.forTarget("dns:///" + server).usePlaintext().build();
    Path part = Files.createTempFile(folder, out.getFileName().toString(), ".part");
    try {
      FeedbackSummary summary = fetch(channel, part);
      Files.move(part, out, StandardCopyOption.REPLACE_EXISTING);
      print(summary);
      return 0;
    } catch (StatusRuntimeException e) {
      throw refused(e);
    } finally {
      Progress.done();
      Files.deleteIfExists(part);
      channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }

  private FeedbackSummary fetch(ManagedChannel channel, Path part) throws IOException {
    Iterator<ExportFeedbackChunk> chunks = ask(channel);
    long bytes = 0;
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(part))) {
      while (chunks.hasNext()) {
        ExportFeedbackChunk chunk = chunks.next();
        if (chunk.hasSummary()) {
          return chunk.getSummary();
        }
        chunk.getData().writeTo(file);
        bytes += chunk.getData().size();
        Progress.say("%.1f MiB", bytes / (double) (1 << 20));
      }
    }
    throw new CityException(ErrorCode.EXTERNAL_FAILED, server + ": the export broke off");
  }

  private Iterator<ExportFeedbackChunk> ask(ManagedChannel channel) {
    ExportFeedbackRequest.Builder request =
        ExportFeedbackRequest.newBuilder().addAllCameraIds(cameras).addAllScenes(scenes);
    if (from != null) {
      request.getRaisedFromBuilder().setSeconds(from.getEpochSecond()).setNanos(from.getNano());
    }
    if (until != null) {
      request.getRaisedUntilBuilder().setSeconds(until.getEpochSecond()).setNanos(until.getNano());
    }
    Metadata who = new Metadata();
    who.put(Actor.HEADER, "cityward feedback export");
    return FeedbackServiceGrpc.newBlockingStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(who))
        .exportFeedback(request.build());
  }

  private void print(FeedbackSummary summary) {
    System.out.printf(
        "%s: %d confirmed, %d rejected%n", out, summary.getConfirmed(), summary.getRejected());
    summary
        .getSkippedMap()
        .forEach((why, count) -> System.out.printf("without a picture: %d, %s%n", count, why));
  }

  private CityException refused(StatusRuntimeException e) {
    String words = e.getStatus().getDescription();
    String what = words == null ? e.getStatus().getCode().name() : words;
    return e.getStatus().getCode() == Status.Code.INVALID_ARGUMENT
        ? new CityException(ErrorCode.INVALID, what)
        : new CityException(ErrorCode.EXTERNAL_FAILED, server + ": " + what, e);
  }
}
