package io.cityward.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;

/** The report on the pool for people. */
public final class PoolTable {

  private static final String ROW = "%-20s %12s %14s %10s %8s %10s%n";

  private final StringBuilder text = new StringBuilder();
  private final JsonNode report;

  private PoolTable(JsonNode report) {
    this.report = report;
  }

  /**
   * @param report as {@link PoolBench} gives it
   */
  public static String of(JsonNode report) {
    PoolTable table = new PoolTable(report);
    table.head();
    table.throughput();
    table.latency();
    table.fairness();
    table.swaps();
    table.startUp();
    return table.text.toString();
  }

  private void head() {
    JsonNode plan = report.get("plan");
    line(
        "pack %s at %s, %d sessions on %d processors; %d s each, %d rounds",
        plan.get("pack").asText(),
        plan.get("inputSize").asText(),
        plan.get("sessions").asInt(),
        plan.get("processors").asInt(),
        plan.get("seconds").asInt(),
        plan.get("rounds").asInt());
    text.append(System.lineSeparator());
  }

  private void throughput() {
    row("", "inferences/s", "CPU ms each", "heap bytes", "ratio", "CPU ratio");
    row("the pool", "pool");
    row("plain ONNX Runtime", "onnxRuntime");
    row("same work, no pool", "sameWork");
    text.append(System.lineSeparator());
  }

  private void row(String title, String key) {
    JsonNode one = report.get("throughput").get(key);
    row(
        title,
        number(one.get("perSecond"), 1),
        number(one.get("cpuMillis"), 3),
        number(one.get("heapBytes"), 0),
        number(one.get("ratio"), 3),
        number(one.get("cpuRatio"), 3));
  }

  private void latency() {
    report.get("addedLatencyMs").fields().forEachRemaining(this::latency);
    text.append(System.lineSeparator());
  }

  private void latency(Map.Entry<String, JsonNode> arrivals) {
    JsonNode spread = arrivals.getValue();
    line(
        "added at half load, %-15s p50 %s ms, p99 %s ms, worst %s ms of %d",
        arrivals.getKey() + ":",
        number(spread.get("p50"), 2),
        number(spread.get("p99"), 2),
        number(spread.get("worst"), 2),
        spread.get("count").asInt());
  }

  private void fairness() {
    JsonNode fairness = report.get("fairness");
    report
        .get("shares")
        .fields()
        .forEachRemaining(
            share ->
                line(
                    "share %-18s %s of %s",
                    share.getKey(),
                    number(share.getValue(), 3),
                    number(fairness.get("granted").get(share.getKey()), 1)));
    line(
        "lent within %s ms, restored within %s ms (median of %d; windows of %s ms)",
        number(fairness.get("millisUntilLent").get("median"), 0),
        number(fairness.get("millisUntilRestored").get("median"), 0),
        fairness.get("cycles").asInt(),
        number(fairness.get("windowMillis"), 0));
    report.path("mixedCosts").fields().forEachRemaining(this::mixed);
    text.append(System.lineSeparator());
  }

  private void mixed(Map.Entry<String, JsonNode> size) {
    JsonNode parts = size.getValue();
    line(
        "share at %-15s %s of compute, %s of inferences, of %s",
        size.getKey(),
        number(parts.get("ofUnits"), 3),
        number(parts.get("ofInferences"), 3),
        number(parts.get("granted"), 1));
  }

  private void swaps() {
    JsonNode swap = report.get("hotSwap");
    line(
        "%d hot swaps under load: %d pictures, %d lost; longest gap %s ms, before %s ms",
        swap.get("swaps").asInt(),
        swap.get("submitted").asInt(),
        swap.get("lost").asInt(),
        number(swap.get("longestGapMillis"), 0),
        number(swap.get("longestGapMillisBefore"), 0));
  }

  private void startUp() {
    JsonNode startUp = report.get("startUp");
    line(
        "first session %s s, later ones %s s, prepared in %s s; %s MiB per session",
        number(startUp.get("secondsFirstSession"), 2),
        number(startUp.get("secondsLaterSession"), 2),
        number(startUp.get("secondsToPrepare"), 2),
        number(startUp.get("mebibytesPerSession"), 1));
  }

  private void row(Object... cells) {
    text.append(String.format(Locale.ROOT, ROW, cells));
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }

  private static String number(JsonNode value, int places) {
    return value == null || value.isNull()
        ? "-"
        : String.format(Locale.ROOT, "%." + places + "f", value.asDouble());
  }
}
