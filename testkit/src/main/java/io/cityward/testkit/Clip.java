package io.cityward.testkit;

import io.cityward.core.CityException;
import io.netty.buffer.ByteBuf;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A short video held in memory as encoded pictures. Immutable and on the heap: load it once and let
 * any number of cameras replay it.
 */
public final class Clip {

  /** RTP's clock for video: ticks per second. */
  static final int TICKS_PER_SECOND = 90_000;

  private final String name;
  private final VideoCodec codec;
  private final int width;
  private final int height;
  private final List<ByteBuf> parameterSets;
  private final List<AccessUnit> units;
  private final int[] packetsBefore;
  private final long loopTicks;
  private final Optional<AudioTrack> audio;

  /**
   * @param units in decoding order, the first one a key frame
   * @param parameterSets what a decoder needs before the first picture
   * @param audio its sound, if it has any that can be played
   */
  Clip(
      String name,
      VideoCodec codec,
      int width,
      int height,
      List<ByteBuf> parameterSets,
      List<AccessUnit> units,
      Optional<AudioTrack> audio) {
    this.name = name;
    this.codec = codec;
    this.width = width;
    this.height = height;
    this.parameterSets = List.copyOf(parameterSets);
    this.units = List.copyOf(units);
    this.packetsBefore = packetsBefore(codec, units);
    this.loopTicks = loopTicks(units);
    this.audio = audio;
  }

  /**
   * Reads a clip: any container FFmpeg knows, its first video track, H.264 or H.265, and its sound
   * if that is AAC.
   *
   * @throws CityException if the file is not there, is not a video, is damaged (named with packet
   *     and byte position), holds another codec, or is larger than memory allows
   */
  public static Clip open(Path file) {
    return new ClipReader(file).read();
  }

  /** The same clip with a picture's small NAL units sent together, as STAP-A or AP. */
  public Clip aggregated() {
    List<AccessUnit> packed = units.stream().map(unit -> Aggregation.of(codec, unit)).toList();
    return new Clip(name, codec, width, height, parameterSets, packed, audio);
  }

  /** The file's name. */
  public String name() {
    return name;
  }

  public VideoCodec codec() {
    return codec;
  }

  /** Width in pixels. */
  public int width() {
    return width;
  }

  /** Height in pixels. */
  public int height() {
    return height;
  }

  /** How many pictures it has. */
  public int frames() {
    return units.size();
  }

  public int keyFrames() {
    return (int) units.stream().filter(AccessUnit::keyFrame).count();
  }

  /** How long one pass takes, with the last picture's own time. */
  public Duration duration() {
    return Duration.ofNanos(loopTicks * 100_000 / 9);
  }

  public double framesPerSecond() {
    return units.size() * (double) TICKS_PER_SECOND / loopTicks;
  }

  /** Bits per second over one pass. */
  public long bitRate() {
    long bytes = units.stream().mapToLong(AccessUnit::bytes).sum();
    return bytes * 8 * TICKS_PER_SECOND / loopTicks;
  }

  Optional<AudioTrack> audio() {
    return audio;
  }

  List<ByteBuf> parameterSets() {
    return parameterSets;
  }

  List<AccessUnit> units() {
    return units;
  }

  long loopTicks() {
    return loopTicks;
  }

  /** How many RTP packets precede the unit in one pass; for the number of units: all of them. */
  int packetsBefore(int unit) {
    return packetsBefore[unit];
  }

  private static int[] packetsBefore(VideoCodec codec, List<AccessUnit> units) {
    int[] sums = new int[units.size() + 1];
    for (int i = 0; i < units.size(); i++) {
      sums[i + 1] = sums[i] + RtpBurst.packets(codec, units.get(i));
    }
    return sums;
  }

  /** From the first picture to the first of the next pass, as sent and as shown. */
  private static long loopTicks(List<AccessUnit> units) {
    AccessUnit first = units.get(0);
    AccessUnit last = units.get(units.size() - 1);
    long sent = last.dts() - first.dts();
    long frame = units.size() > 1 ? Math.max(1, sent / (units.size() - 1)) : TICKS_PER_SECOND / 25;
    long firstShown = units.stream().mapToLong(AccessUnit::pts).min().orElseThrow();
    long lastShown = units.stream().mapToLong(AccessUnit::pts).max().orElseThrow();
    return Math.max(sent, lastShown - firstShown) + frame;
  }
}
