package io.cityward.app.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.ingest.CameraSession;
import io.cityward.ingest.IngestMetrics;
import io.cityward.ingest.SessionFigures;
import io.cityward.ingest.SessionSettings;
import io.cityward.ingest.SourceState;
import io.cityward.ingest.StreamUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.DoubleStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.javacpp.Loader;

/**
 * What is measured: camera sessions and nothing else, in a process of their own, whose CPU time and
 * memory are looked at from outside. Told what to do by lines, and answers each with a line of
 * JSON: {@code idle}, {@code watch SECONDS URL...}, {@code begin}, {@code end}. Closes everything
 * when the lines end.
 */
public final class IngestWorker implements AutoCloseable {

  /** A frame that is later than this is late. */
  static final Duration LATE = Duration.ofMillis(500);

  private final BenchPolicy policy;
  private final SessionSettings settings;
  private final Duration interval;
  private final PrintStream out;
  private final List<CameraSession> sessions = new ArrayList<>();
  private final List<WatchedCamera> watched = new ArrayList<>();
  private Instant begun = Instant.EPOCH;

  /**
   * @param interval from one frame that the policy wants to the next
   */
  public IngestWorker(
      BenchPolicy policy, SessionSettings settings, Duration interval, PrintStream out) {
    this.policy = policy;
    this.settings = settings;
    this.interval = interval;
    this.out = out;
  }

  /** Returns when the lines end. */
  public void run(BufferedReader lines) throws IOException, InterruptedException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      List<String> words = List.of(line.split(" ", -1));
      out.println(
          switch (words.get(0)) {
            case "idle" -> idle();
            case "watch" ->
                watch(
                    Duration.ofSeconds(Long.parseLong(words.get(1))),
                    words.subList(2, words.size()));
            case "begin" -> begin();
            case "end" -> end();
            default -> throw CityException.invalid("line", line, "idle, watch, begin or end");
          });
      out.flush();
    }
  }

  /** Loads the native libraries, so that their size is not taken for the first camera's. */
  private static ObjectNode idle() {
    Loader.load(avcodec.class);
    Loader.load(avformat.class);
    return JsonNodeFactory.instance.objectNode().put("idle", true);
  }

  private ObjectNode watch(Duration limit, List<String> urls) throws InterruptedException {
    CountDownLatch live = new CountDownLatch(urls.size());
    CountDownLatch pictures = new CountDownLatch(urls.size());
    for (String url : urls) {
      watched.add(new WatchedCamera(live, pictures));
      sessions.add(session(StreamUrl.parse(url)));
    }
    long started = System.nanoTime();
    sessions.forEach(CameraSession::start);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    put(answer, "secondsToAllLive", await(live, started, limit));
    put(answer, "secondsToAllPictures", await(pictures, started, limit));
    sessions.stream()
        .map(CameraSession::state)
        .filter(state -> state.kind() != SourceState.Kind.LIVE)
        .findFirst()
        .ifPresent(state -> answer.put("trouble", state.kind() + ": " + state.reason()));
    return answer;
  }

  private CameraSession session(StreamUrl url) {
    int number = sessions.size();
    return new CameraSession(
        new CameraId("bench-" + number),
        url,
        settings,
        policy.policy(),
        watched.get(number),
        IngestMetrics.NOOP,
        Clock.systemUTC());
  }

  /** Seconds until the latch was free; not a number if it was not in time. */
  private static double await(CountDownLatch latch, long started, Duration limit)
      throws InterruptedException {
    long left = limit.toNanos() - (System.nanoTime() - started);
    return latch.await(left, TimeUnit.NANOSECONDS)
        ? (System.nanoTime() - started) / 1e9
        : Double.NaN;
  }

  private static void put(ObjectNode node, String key, double value) {
    if (Double.isNaN(value)) {
      node.putNull(key);
    } else {
      node.put(key, value);
    }
  }

  private ObjectNode begin() {
    watched.forEach(WatchedCamera::begin);
    begun = Instant.now();
    return JsonNodeFactory.instance.objectNode().put("begun", true);
  }

  private ObjectNode end() {
    Instant ended = Instant.now();
    List<WatchedCamera.Window> windows = watched.stream().map(WatchedCamera::end).toList();
    Spread delays = spread(windows, WatchedCamera.Window::delays);
    long due = windows.stream().mapToLong(window -> due(window, ended)).sum();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer
        .put("delivered", delays.count())
        .put("expected", due)
        .put("decodeErrors", sum(SessionFigures::decodeErrors))
        .put("reconnects", sum(SessionFigures::reconnects))
        .put("ringBytes", sessions.stream().mapToLong(s -> s.ring().bytes()).sum())
        .put("heapBytes", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    answer.set("delayMs", delays.toJson());
    answer.set("decodeMs", spread(windows, WatchedCamera.Window::decoding).toJson());
    return answer;
  }

  private long due(WatchedCamera.Window window, Instant ended) {
    Beat beat = new Beat(window.anchor(), interval.toNanos() / 1000);
    return beat.between(WatchedCamera.micros(begun), WatchedCamera.micros(ended));
  }

  private static Spread spread(
      List<WatchedCamera.Window> windows, Function<WatchedCamera.Window, double[]> which) {
    double[] all = windows.stream().map(which).flatMapToDouble(DoubleStream::of).toArray();
    return Spread.of(all, (double) LATE.toMillis());
  }

  private long sum(ToLongFunction<SessionFigures> figure) {
    return sessions.stream().map(CameraSession::figures).mapToLong(figure).sum();
  }

  @Override
  public void close() {
    sessions.parallelStream().forEach(CameraSession::close);
  }
}
