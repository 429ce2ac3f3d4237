package io.cityward.app.command;

import io.cityward.alerts.grpc.Actor;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.proto.v1.CameraServiceGrpc;
import io.cityward.proto.v1.ImportCamerasRequest;
import io.cityward.proto.v1.ImportCamerasResponse;
import io.cityward.proto.v1.ImportOutcome;
import io.cityward.proto.v1.ImportedLine;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds the cameras of a CSV file to a running server. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Adds the cameras of a CSV file (UTF-8; columns in docs/cameras.md) to a running server."
            + " Ends with 1 if a line was refused.")
public final class CamerasImportCommand implements Callable<Integer> {

  private static final long MOST_BYTES = 4 << 20;
  private static final int LARGEST_ANSWER_BYTES = 64 << 20;

  @Parameters(paramLabel = "FILE", description = "The CSV file.")
  private Path file;

  @Option(names = "--server", description = "host:port; default: ${DEFAULT-VALUE}.")
  private String server = "localhost:8080";

  @Option(names = "--dry-run", description = "Say what would happen, and change nothing.")
  private boolean dryRun;

  @Option(names = "--replace", description = "Replace cameras that exist already.")
  private boolean replace;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!server.matches("[A-Za-z0-9.\\[\\]:_-]+:[0-9]{1,5}")) {
      throw CityException.invalid("--server", server, "host:port");
    }
    String csv = text();
    ManagedChannel channel =
        NettyChannelBuilder.forTarget("dns:///" + server)
            .usePlaintext()
            .maxInboundMessageSize(LARGEST_ANSWER_BYTES)
            .build();
    try {
      return print(ask(channel, csv));
    } catch (StatusRuntimeException e) {
      throw refused(e);
    } finally {
      channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }

  private ImportCamerasResponse ask(ManagedChannel channel, String csv) {
    Metadata who = new Metadata();
    who.put(Actor.HEADER, "cityward cameras import");
    return CameraServiceGrpc.newBlockingStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(who))
        .importCameras(
            ImportCamerasRequest.newBuilder()
                .setCsv(csv)
                .setDryRun(dryRun)
                .setReplace(replace)
                .setIdempotencyKey(UUID.randomUUID().toString())
                .build());
  }

  private String text() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw CityException.notFound("file", file);
    }
    if (Files.size(file) > MOST_BYTES) {
      throw CityException.invalid(
          file.toString(), Files.size(file) + " bytes", "at most " + MOST_BYTES);
    }
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw CityException.invalid(
          file.toString(), "other encoding", "UTF-8; spreadsheets call it \"CSV UTF-8\"");
    }
  }

  private int print(ImportCamerasResponse report) {
    for (ImportedLine line : report.getLinesList()) {
      if (line.getOutcome() == ImportOutcome.IMPORT_REFUSED) {
        System.out.printf("line %d, %s: refused%n", line.getLine(), line.getCameraId());
        line.getProblemsList().forEach(problem -> System.out.println("  " + problem));
      }
    }
    System.out.printf(
        "%d added, %d replaced, %d refused%s%n",
        report.getAdded(),
        report.getReplaced(),
        report.getRefused(),
        dryRun ? "; nothing was changed (--dry-run)" : "");
    return report.getRefused() == 0 ? 0 : 1;
  }

  private CityException refused(StatusRuntimeException e) {
    boolean csv = e.getStatus().getCode() == Status.Code.INVALID_ARGUMENT;
    String words = e.getStatus().getDescription();
    String what = words == null ? e.getStatus().getCode().name() : words;
    return csv
        ? new CityException(ErrorCode.INVALID, file + ": " + what)
        : new CityException(ErrorCode.EXTERNAL_FAILED, server + ": " + what, e);
  }
}
