package io.cityward.app.command;

import io.cityward.proto.v1.DispatchConfusion;
import io.cityward.proto.v1.DispatchServiceGrpc;
import io.cityward.proto.v1.LearnedDispatcher;
import io.cityward.proto.v1.TrainDispatcherRequest;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Has a running server learn from its past decisions, and prints how it does on the newest ones.
 */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description =
        "Learns from past decisions which department orders belong to, and says how often it is right"
            + " on the newest fifth after training on the rest. What no rule takes is proposed so"
            + " from then on.")
public final class DispatchTrainCommand implements Callable<Integer> {

  @Option(names = "--server", description = "host:port; default: ${DEFAULT-VALUE}.")
  private String server = "localhost:8080";

  @Override
  public Integer call() throws InterruptedException {
    LearnedDispatcher learned =
        Calls.call(
            server,
            "cityward dispatch train",
            channel ->
                DispatchServiceGrpc.newBlockingStub(channel)
                    .trainDispatcher(TrainDispatcherRequest.getDefaultInstance()));
    print(learned);
    return 0;
  }

  private static void print(LearnedDispatcher learned) {
    System.out.printf(
        "model %d: %d decisions, %d of them returned; measured on the %d since %s%n",
        learned.getModel(),
        learned.getDecisions(),
        learned.getReturned(),
        learned.getHeldOut(),
        Instant.ofEpochSecond(learned.getHeldOutFrom().getSeconds()));
    System.out.printf(
        "right: %.1f %%; the commonest department of the event: %.1f %%; the commonest of all:"
            + " %.1f %%%n",
        100 * learned.getAccuracy(),
        100 * learned.getMajorityByEventAccuracy(),
        100 * learned.getMajorityAccuracy());
    System.out.printf(
        "confidence is off by %.1f points on average%n", 100 * learned.getCalibrationError());
    System.out.printf("%n%10s %10s %10s%n", "threshold", "by itself", "right");
    learned
        .getCoverageList()
        .forEach(
            c ->
                System.out.printf(
                    "%10.2f %8.1f %% %8.1f %%%n",
                    c.getThreshold(), 100 * c.getCovered(), 100 * c.getAccuracy()));
    System.out.printf("%nmistaken most often:%n");
    learned.getConfusionList().stream()
        .filter(c -> !c.getDepartmentId().equals(c.getProposedId()))
        .sorted((a, b) -> Integer.compare(b.getCount(), a.getCount()))
        .limit(10)
        .map(DispatchTrainCommand::line)
        .forEach(System.out::println);
  }

  private static String line(DispatchConfusion c) {
    return "%6d  %s taken for %s".formatted(c.getCount(), c.getDepartmentId(), c.getProposedId());
  }
}
