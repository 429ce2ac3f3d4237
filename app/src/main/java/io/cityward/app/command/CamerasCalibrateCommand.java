package io.cityward.app.command;

import io.cityward.alerts.grpc.Actor;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.proto.v1.ApplyThresholdRequest;
import io.cityward.proto.v1.CalibrationServiceGrpc;
import io.cityward.proto.v1.CalibrationServiceGrpc.CalibrationServiceBlockingStub;
import io.cityward.proto.v1.SuggestThresholdRequest;
import io.cityward.proto.v1.ThresholdAdvice;
import io.cityward.proto.v1.ThresholdFigures;
import io.cityward.proto.v1.ThresholdSuggestion;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks a running server from which score on a scene at a camera is right often enough. */
@Command(
    name = "calibrate",
    mixinStandardHelpOptions = true,
    description =
        "Suggests, by operators' verdicts, the least score from which on a scene at a camera raises"
            + " alerts, and sets it with --apply. Ends with 1 if nothing is suggested.")
public final class CamerasCalibrateCommand implements Callable<Integer> {

  @Option(names = "--server", description = "host:port; default: ${DEFAULT-VALUE}.")
  private String server = "localhost:8080";

  @Option(names = "--camera", required = true, description = "Its id.")
  private String camera;

  @Option(names = "--scene", required = true, description = "Such as illegal-parking.")
  private String scene;

  @Option(
      names = "--target",
      description = "Share of the alerts that shall be events, 0.5 to 0.99; else as configured.")
  private double target;

  @Option(names = "--days", description = "How far back verdicts count; else as configured.")
  private int days;

  @Option(names = "--apply", description = "Set what is suggested.")
  private boolean apply;

  @Override
  public Integer call() throws InterruptedException {
    if (!server.matches("[A-Za-z0-9.\\[\\]:_-]+:[0-9]{1,5}")) {
      throw CityException.invalid("--server", server, "host:port");
    }
    ManagedChannel channel =
        NettyChannelBuilder.forTarget("dns:///" + server).usePlaintext().build();
    try {
      return calibrate(stub(channel));
    } catch (StatusRuntimeException e) {
      throw refused(e);
    } finally {
      channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }

  private int calibrate(CalibrationServiceBlockingStub stub) {
    ThresholdSuggestion suggestion =
        stub.suggestThreshold(
            SuggestThresholdRequest.newBuilder()
                .setCameraId(camera)
                .setScene(scene)
                .setTargetPrecision(target)
                .setDays(days)
                .build());
    print(suggestion);
    if (suggestion.getAdvice() != ThresholdAdvice.THRESHOLD_RAISE) {
      return 1;
    }
    if (apply) {
      var unused =
          stub.applyThreshold(
              ApplyThresholdRequest.newBuilder()
                  .setCameraId(camera)
                  .setScene(scene)
                  .setLeastScore(suggestion.getSuggested().getLeastScore())
                  .setRevision(suggestion.getRevision())
                  .setIdempotencyKey(UUID.randomUUID().toString())
                  .build());
      System.out.printf("set: leastAlertScore %.2f%n", suggestion.getSuggested().getLeastScore());
    }
    return 0;
  }

  private static CalibrationServiceBlockingStub stub(ManagedChannel channel) {
    Metadata who = new Metadata();
    who.put(Actor.HEADER, "cityward cameras calibrate");
    return CalibrationServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(30, TimeUnit.SECONDS)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(who));
  }

  private static void print(ThresholdSuggestion answer) {
    System.out.printf(
        "%s at %s, the last %d days: %d verdicts of %d days, %d alerts without one%n",
        answer.getScene(),
        answer.getCameraId(),
        answer.getDays(),
        answer.getPresent().getJudged(),
        answer.getJudgedDays(),
        answer.getUnjudged());
    if (answer.getBelowPresent() + answer.getOtherVersions() > 0) {
      System.out.printf(
          "left out: %d from before the threshold was raised, %d found by another version%n",
          answer.getBelowPresent(), answer.getOtherVersions());
    }
    System.out.println("  from score  verdicts  confirmed  precision  at least  events kept");
    for (ThresholdFigures figures : answer.getThresholdsList()) {
      System.out.printf(
          "%s %10.2f  %8d  %9d  %9.3f  %8.3f  %9.0f %%%n",
          mark(figures, answer),
          figures.getLeastScore(),
          figures.getJudged(),
          figures.getConfirmed(),
          figures.getPrecision(),
          figures.getPrecisionAtLeast(),
          100 * figures.getKept());
    }
    System.out.printf(
        "%s: %s%n",
        answer
            .getAdvice()
            .name()
            .substring("THRESHOLD_".length())
            .toLowerCase(Locale.ROOT)
            .replace('_', ' '),
        answer.getReason());
    if (!answer.getToWrite().isEmpty()) {
      System.out.println("in the configuration file: " + answer.getToWrite());
    }
  }

  private static String mark(ThresholdFigures figures, ThresholdSuggestion answer) {
    return answer.hasSuggested() && figures.equals(answer.getSuggested())
        ? ">"
        : figures.equals(answer.getPresent()) ? "=" : " ";
  }

  private CityException refused(StatusRuntimeException e) {
    String words = e.getStatus().getDescription();
    String what = words == null ? e.getStatus().getCode().name() : words;
    return e.getStatus().getCode() == Status.Code.INVALID_ARGUMENT
        ? new CityException(ErrorCode.INVALID, what)
        : new CityException(ErrorCode.EXTERNAL_FAILED, server + ": " + what, e);
  }
}
