package io.cityward.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.cityward.app.OwnJvm;
import java.time.Duration;
import java.util.List;

/** An {@link IngestWorker} in a process of its own, seen from outside. */
final class WorkerProcess implements AutoCloseable {

  private static final Duration MOST_FOR_AN_ANSWER = Duration.ofSeconds(60);

  /** For the JVM's own start to be over. */
  private static final Duration SETTLES = Duration.ofSeconds(1);

  private static final Duration LONGEST_IDLE = Duration.ofSeconds(5);

  private final IngestPlan plan;
  private final Answers answers = new Answers();
  private final ChildProcess process;

  WorkerProcess(IngestPlan plan) {
    this.plan = plan;
    this.process =
        ChildProcess.start(
            "ingest-worker",
            OwnJvm.command(
                List.of(
                    "bench",
                    "ingest-worker",
                    "--policy",
                    plan.policy().name(),
                    "--settings",
                    plan.settings(),
                    "--interval",
                    plan.policy().interval(plan.clip()).toString())),
            answers::hear);
  }

  /** One round, from nothing to the end of the window. */
  IngestFigures measure(List<String> urls) throws InterruptedException {
    ask("idle", MOST_FOR_AN_ANSWER);
    Thread.sleep(SETTLES.toMillis());
    ProcessUse idle = use(plan.span().compareTo(LONGEST_IDLE) < 0 ? plan.span() : LONGEST_IDLE);
    JsonNode started = watch(urls);
    Thread.sleep(plan.warmUp().toMillis());
    ask("begin", MOST_FOR_AN_ANSWER);
    ProcessUse use = use(plan.span());
    return IngestFigures.of(idle, use, started, ask("end", MOST_FOR_AN_ANSWER));
  }

  private ProcessUse use(Duration span) throws InterruptedException {
    ProcessReading before = ProcessReading.of(process.pid());
    Thread.sleep(span.toMillis());
    return ProcessReading.of(process.pid()).since(before);
  }

  private JsonNode watch(List<String> urls) throws InterruptedException {
    Duration limit = Duration.ofSeconds(30 + urls.size());
    String line = "watch " + limit.toSeconds() + " " + String.join(" ", urls);
    JsonNode answer = ask(line, limit.plus(MOST_FOR_AN_ANSWER));
    if (answer.get("secondsToAllLive").isNull() || answer.get("secondsToAllPictures").isNull()) {
      throw process.failure(
          "not all of "
              + urls.size()
              + " cameras sent pictures within "
              + limit.toSeconds()
              + " s; the first without: "
              + answer.path("trouble").asText("live, but no key frame"));
    }
    return answer;
  }

  private JsonNode ask(String line, Duration limit) throws InterruptedException {
    process.send(line);
    return answers.nextJson(process, limit, "answer to " + line.split(" ", -1)[0]);
  }

  @Override
  public void close() {
    process.close();
  }
}
