package io.cityward.app.command;

import io.cityward.proto.v1.CaseArchiveServiceGrpc;
import io.cityward.proto.v1.CaseExportSummary;
import io.cityward.proto.v1.ExportCaseChunk;
import io.cityward.proto.v1.ExportCaseRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fetches a case of a running server. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes a case with all its evidence as a signed ZIP.")
public final class CaseExportCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ORDER", description = "The work order: W-0000000042.")
  private String order;

  @Option(names = "--server", description = "host:port; default: ${DEFAULT-VALUE}.")
  private String server = "localhost:8080";

  @Option(names = "--out", required = true, description = "The ZIP; replaced if it exists.")
  private Path out;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ExportCaseRequest request = ExportCaseRequest.newBuilder().setWorkOrderId(order).build();
    CaseExportSummary summary =
        new Download(server, out, "cityward case export")
            .fetch(
                channel -> CaseArchiveServiceGrpc.newBlockingStub(channel).exportCase(request),
                ExportCaseChunk::getData,
                chunk -> chunk.hasSummary() ? Optional.of(chunk.getSummary()) : Optional.empty());
    System.out.printf("%s: %d files%n", out, summary.getFiles());
    summary.getAlteredList().forEach(name -> System.out.println("altered since taken: " + name));
    summary.getMissingList().forEach(name -> System.out.println("no longer kept: " + name));
    return 0;
  }
}
