package io.cityward.app.command;

import com.google.protobuf.ByteString;
import io.cityward.core.CityException;
import io.cityward.proto.v1.AreaServiceGrpc;
import io.cityward.proto.v1.Degrees;
import io.cityward.proto.v1.ImportAreasRequest;
import io.cityward.proto.v1.ImportAreasResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives the areas of a GeoJSON file to a running server. */
@Command(
    name = "areas",
    mixinStandardHelpOptions = true,
    description =
        "Imports unit grids and other areas from a GeoJSON file (docs/dispatch.md), all or none."
            + " Ends with 1 if something is wrong with them.")
public final class DispatchAreasCommand implements Callable<Integer> {

  private static final long MOST_BYTES = 8 << 20;
  private static final int SHOWN = 20;

  @Parameters(paramLabel = "FILE", description = "The GeoJSON file.")
  private Path file;

  @Option(names = "--server", description = "host:port; default: ${DEFAULT-VALUE}.")
  private String server = "localhost:8080";

  @Option(names = "--dry-run", description = "Say what would happen, and change nothing.")
  private boolean dryRun;

  @Option(names = "--whole", description = "Remove imported areas that are not in the file.")
  private boolean whole;

  @Option(names = "--gcj02", description = "The degrees are those of Chinese web maps (GCJ-02).")
  private boolean gcj02;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!Files.isRegularFile(file)) {
      throw CityException.notFound("file", file);
    }
    if (Files.size(file) > MOST_BYTES) {
      throw CityException.invalid(
          file.toString(), Files.size(file) + " bytes", "at most " + MOST_BYTES);
    }
    ImportAreasRequest request =
        ImportAreasRequest.newBuilder()
            .setGeojson(ByteString.copyFrom(Files.readAllBytes(file)))
            .setDegrees(gcj02 ? Degrees.DEGREES_GCJ_02 : Degrees.DEGREES_WGS_84)
            .setWhole(whole)
            .setDryRun(dryRun)
            .build();
    ImportAreasResponse report =
        Calls.call(
            server,
            "cityward dispatch areas",
            channel -> AreaServiceGrpc.newBlockingStub(channel).importAreas(request));
    return print(report);
  }

  private int print(ImportAreasResponse report) {
    report.getProblemsList().forEach(problem -> System.out.println("  " + problem));
    codes("added", report.getAddedList());
    codes("changed", report.getChangedList());
    codes("removed", report.getRemovedList());
    boolean wrong = report.getProblemsCount() > 0;
    System.out.printf(
        "%d unchanged%s%n",
        report.getUnchanged(),
        wrong
            ? "; nothing was changed, as something is wrong"
            : dryRun ? "; nothing was changed (--dry-run)" : "");
    return wrong ? 1 : 0;
  }

  private static void codes(String what, List<String> codes) {
    if (!codes.isEmpty()) {
      String shown = String.join(", ", codes.subList(0, Math.min(SHOWN, codes.size())));
      System.out.printf(
          "%d %s: %s%s%n", codes.size(), what, shown, codes.size() > SHOWN ? ", ..." : "");
    }
  }
}
