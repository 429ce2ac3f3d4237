package io.cityward.app.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * What watching so many cameras cost, and what it costs FFmpeg's program. Costs are medians of the
 * rounds, in cores; counts are sums; the worst is the worst of all.
 */
public record IngestReport(
    IngestPlan plan, int cameras, List<IngestFigures> ours, List<ReferenceFigures> references) {

  private static final double MEBIBYTE = 1 << 20;

  public IngestReport {
    ours = List.copyOf(ours);
    references = List.copyOf(references);
  }

  double cpuPerCamera() {
    return median(ours, round -> round.use().cores()) / cameras;
  }

  /** Of the cheaper way to run it; empty without a reference. */
  Optional<Double> cpuPerCameraFfmpeg() {
    return cheaperThreads().map(this::cpuPerCameraFfmpeg);
  }

  Optional<String> cheaperThreads() {
    return references.stream()
        .map(ReferenceFigures::threads)
        .distinct()
        .min(Comparator.comparingDouble(this::cpuPerCameraFfmpeg));
  }

  private double cpuPerCameraFfmpeg(String threads) {
    return median(with(threads), ReferenceFigures::cores);
  }

  private List<ReferenceFigures> with(String threads) {
    return references.stream().filter(round -> round.threads().equals(threads)).toList();
  }

  /** Ours by FFmpeg's: below 1 we are cheaper. */
  Optional<Double> ratioToFfmpeg() {
    return cpuPerCameraFfmpeg().filter(cores -> cores > 0).map(cores -> cpuPerCamera() / cores);
  }

  /** What a camera adds to the process, without the encoded video that it keeps for clips. */
  double rssPerCameraMebibytes() {
    return median(
            ours,
            round -> round.use().residentBytes() - round.idle().residentBytes() - round.ringBytes())
        / cameras
        / MEBIBYTE;
  }

  double secondsToAllLive() {
    return median(ours, IngestFigures::secondsToAllLive);
  }

  double worstDelayMillis() {
    return ours.stream().mapToDouble(round -> round.delays().worst()).max().orElse(0);
  }

  long delivered() {
    return sum(IngestFigures::delivered);
  }

  long expected() {
    return sum(IngestFigures::due);
  }

  long late() {
    return sum(round -> round.delays().late());
  }

  /** As {@code --json} writes it; the figures of the last, largest number stand at the top. */
  public static ObjectNode toJson(List<IngestReport> reports) {
    ObjectNode root = reports.get(reports.size() - 1).toJson();
    if (reports.size() > 1) {
      ArrayNode all = root.putArray("scale");
      reports.forEach(report -> all.add(report.toJson()));
    }
    return root;
  }

  ObjectNode toJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("cameras", cameras).put("policy", plan.policy().name());
    root.put("cpuPerCamera", rounded(cpuPerCamera(), 5));
    root.put("cpuPerCameraFfmpeg", cpuPerCameraFfmpeg().map(x -> rounded(x, 5)).orElse(null));
    root.put("ratioToFfmpeg", ratioToFfmpeg().map(x -> rounded(x, 3)).orElse(null));
    root.put("rssPerCameraMiB", rounded(rssPerCameraMebibytes(), 2));
    root.put("delivered", delivered()).put("expected", expected());
    root.put("secondsToAllLive", rounded(secondsToAllLive(), 3));
    root.put("secondsToAllPictures", rounded(median(ours, IngestFigures::secondsToAllPictures), 3));
    root.set("delayMs", delays(IngestFigures::delays).put("laterThan500", late()));
    root.set("decodeMs", delays(IngestFigures::decoding));
    root.put("decodeErrors", sum(IngestFigures::decodeErrors));
    root.put("reconnects", sum(IngestFigures::reconnects));
    root.put("cpuIdle", rounded(median(ours, round -> round.idle().cores()), 5));
    root.set("cpuByThreads", threads());
    root.set("memoryMiB", memory());
    root.set("ffmpeg", ffmpeg());
    plan(root.putObject("plan"));
    return root;
  }

  private ObjectNode delays(Function<IngestFigures, Spread> which) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("p50", rounded(median(ours, round -> which.apply(round).p50()), 2))
        .put("p99", rounded(median(ours, round -> which.apply(round).p99()), 2))
        .put("worst", rounded(worst(which), 2));
  }

  private double worst(Function<IngestFigures, Spread> which) {
    return ours.stream().mapToDouble(round -> which.apply(round).worst()).max().orElse(0);
  }

  private ObjectNode threads() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (ThreadKind kind : ThreadKind.values()) {
      node.put(kind.key(), rounded(cores(kind), 5));
    }
    return node;
  }

  /** Of the whole process, all cameras together. */
  double cores(ThreadKind kind) {
    return median(ours, round -> round.use().threads().getOrDefault(kind, 0.0));
  }

  private ObjectNode memory() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("resident", mebibytes(round -> round.use().residentBytes()))
        .put("residentIdle", mebibytes(round -> round.idle().residentBytes()))
        .put("rings", mebibytes(IngestFigures::ringBytes))
        .put("heapUsed", mebibytes(IngestFigures::heapBytes));
  }

  double mebibytes(ToDoubleFunction<IngestFigures> bytes) {
    return rounded(median(ours, bytes) / MEBIBYTE, 1);
  }

  private ObjectNode ffmpeg() {
    if (references.isEmpty()) {
      return null;
    }
    String cheaper = cheaperThreads().orElseThrow();
    List<ReferenceFigures> chosen = with(cheaper);
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    FfmpegProgram program = plan.ffmpeg().orElseThrow();
    node.put("program", program.path().toString()).put("version", program.version());
    node.put("processes", chosen.get(0).processes());
    node.put("threads", cheaper);
    ObjectNode each = node.putObject("cpuPerCameraByThreads");
    references.stream()
        .map(ReferenceFigures::threads)
        .distinct()
        .forEach(threads -> each.put(threads, rounded(cpuPerCameraFfmpeg(threads), 5)));
    double resident = median(chosen, round -> (double) round.residentBytes());
    node.put("rssPerCameraMiB", rounded(resident / MEBIBYTE, 2));
    node.put("frames", chosen.stream().mapToLong(ReferenceFigures::frames).sum());
    node.put("expected", chosen.stream().mapToLong(ReferenceFigures::due).sum());
    return node;
  }

  private void plan(ObjectNode node) {
    node.put("clip", plan.clip().description())
        .put("transport", plan.transport().name())
        .put("seconds", plan.span().toNanos() / 1e9)
        .put("warmUpSeconds", plan.warmUp().toNanos() / 1e9)
        .put("rounds", plan.rounds())
        .put("processors", Runtime.getRuntime().availableProcessors())
        .put("java", System.getProperty("java.vm.version"));
    ArrayNode rounds = node.putArray("cpuPerCameraByRound");
    ours.forEach(round -> rounds.add(rounded(round.use().cores() / cameras, 5)));
  }

  private long sum(ToLongFunction<IngestFigures> figure) {
    return ours.stream().mapToLong(figure).sum();
  }

  private static <T> double median(List<T> rounds, ToDoubleFunction<T> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static double rounded(double value, int digits) {
    double scale = Math.pow(10, digits);
    return Math.round(value * scale) / scale;
  }
}
