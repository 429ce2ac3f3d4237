package io.cityward.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A clip cut at key frames into segments of MPEG-TS, kept in memory; numbers go on for ever. */
final class HlsSegments {

  private final List<byte[]> segments = new ArrayList<>();
  private final List<String> seconds = new ArrayList<>();

  private HlsSegments() {}

  static HlsSegments of(Path clip) {
    try {
      HlsSegments made = new HlsSegments();
      try (Remuxer remuxer = new Remuxer(clip)) {
        Path directory = Files.createTempDirectory("hls");
        Path playlist = directory.resolve("live.m3u8");
        Map<String, String> options = Map.of("hls_time", "2", "hls_list_size", "0");
        remuxer.openFile("hls", playlist, options);
        remuxer.pass(packetNanos -> true);
        remuxer.end();
        made.read(playlist);
        Files.delete(directory);
      }
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException("could not cut the clip " + clip, e);
    }
  }

  int count() {
    return segments.size();
  }

  byte[] bytes(long number) {
    return segments.get((int) (number % count()));
  }

  /** As FFmpeg wrote it in its playlist. */
  String seconds(long number) {
    return seconds.get((int) (number % count()));
  }

  long longestSeconds() {
    double longest = seconds.stream().mapToDouble(Double::parseDouble).max().orElseThrow();
    return (long) Math.ceil(longest);
  }

  /** The mean, which moves the window. */
  long segmentNanos() {
    double all = seconds.stream().mapToDouble(Double::parseDouble).sum();
    return (long) (all / count() * TimeUnit.SECONDS.toNanos(1));
  }

  private void read(Path playlist) throws IOException {
    for (String line : Files.readAllLines(playlist)) {
      if (line.startsWith("#EXTINF:")) {
        seconds.add(line.substring("#EXTINF:".length()).replaceFirst(",.*", ""));
      } else if (!line.startsWith("#")) {
        Path file = playlist.resolveSibling(line);
        segments.add(Files.readAllBytes(file));
        Files.delete(file);
      }
    }
    Files.delete(playlist);
  }
}
