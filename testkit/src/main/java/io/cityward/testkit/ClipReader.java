package io.cityward.testkit;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;

import io.cityward.core.CityException;
import io.netty.buffer.ByteBuf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Takes a file apart into a {@link Clip}. */
final class ClipReader {

  private static final long MOST_BYTES = Math.min(512L << 20, Runtime.getRuntime().maxMemory() / 2);

  private final Path file;
  private final List<List<ByteBuf>> pictures = new ArrayList<>();
  private final List<Boolean> keys = new ArrayList<>();
  private final List<Long> shown = new ArrayList<>();
  private long bytes;

  ClipReader(Path file) {
    this.file = file;
  }

  Clip read() {
    if (!Files.isRegularFile(file)) {
      throw CityException.invalid("clip", file, "a video file that exists");
    }
    try (Demuxer demuxer = new Demuxer(file)) {
      VideoCodec codec = codec(demuxer.codecId());
      demuxer.toByteStream(codec);
      for (AVPacket packet = demuxer.next(); packet != null; packet = demuxer.next()) {
        take(codec, demuxer, packet);
      }
      if (pictures.isEmpty()) {
        throw CityException.invalid("clip", file, "at least one key frame");
      }
      List<ByteBuf> sets = parameterSets(codec, AnnexB.split(demuxer.extradata()));
      return new Clip(
          file.getFileName().toString(),
          codec,
          demuxer.width(),
          demuxer.height(),
          sets,
          units(codec, sets),
          AudioReader.read(file));
    }
  }

  private VideoCodec codec(int id) {
    if (id == AV_CODEC_ID_H264) {
      return VideoCodec.H264;
    }
    if (id == AV_CODEC_ID_HEVC) {
      return VideoCodec.H265;
    }
    String name = avcodec_get_name(id).getString();
    throw CityException.invalid("clip", file, "H.264 or H.265 video, not " + name);
  }

  private void take(VideoCodec codec, Demuxer demuxer, AVPacket packet) {
    byte[] stream = new byte[packet.size()];
    packet.data().get(stream);
    List<ByteBuf> nals = AnnexB.split(stream);
    if ((packet.flags() & AV_PKT_FLAG_CORRUPT) != 0 || nals.isEmpty()) {
      throw demuxer.damaged("the packet is cut or empty");
    }
    boolean key =
        (packet.flags() & AV_PKT_FLAG_KEY) != 0
            || nals.stream().anyMatch(nal -> codec.keyFrame(type(codec, nal)));
    if (pictures.isEmpty() && !key) {
      return;
    }
    bytes += stream.length;
    if (bytes > MOST_BYTES) {
      throw CityException.invalid(
          "clip",
          file,
          "at most " + (MOST_BYTES >> 20) + " MiB of video, for it is kept in memory");
    }
    pictures.add(nals);
    keys.add(key);
    shown.add(demuxer.ticks(packet));
  }

  /** From the container, or else from the first picture. */
  private List<ByteBuf> parameterSets(VideoCodec codec, List<ByteBuf> extradata) {
    for (List<ByteBuf> nals : List.of(extradata, pictures.get(0))) {
      List<ByteBuf> sets =
          nals.stream().filter(nal -> codec.parameterSet(type(codec, nal))).toList();
      if (!sets.isEmpty()) {
        return sets;
      }
    }
    throw CityException.invalid("clip", file, "parameter sets (SPS, PPS) before the first picture");
  }

  private List<AccessUnit> units(VideoCodec codec, List<ByteBuf> sets) {
    long[] sent = sendTimes(shown);
    List<AccessUnit> units = new ArrayList<>();
    for (int i = 0; i < sent.length; i++) {
      List<ByteBuf> nals = keys.get(i) ? ready(codec, sets, pictures.get(i)) : pictures.get(i);
      units.add(new AccessUnit(nals, sent[i], shown.get(i), keys.get(i)));
    }
    return units;
  }

  /** A key frame with its own or else the clip's parameter sets in front, where decoders look. */
  private static List<ByteBuf> ready(VideoCodec codec, List<ByteBuf> sets, List<ByteBuf> nals) {
    List<ByteBuf> own = nals.stream().filter(nal -> codec.parameterSet(type(codec, nal))).toList();
    List<ByteBuf> ready = new ArrayList<>(own.isEmpty() ? sets : own);
    nals.stream().filter(nal -> !codec.parameterSet(type(codec, nal))).forEach(ready::add);
    return ready;
  }

  /**
   * Decoding order at the pace of showing: the sorted times, moved so far ahead that no picture is
   * sent after it should be shown. Containers are not asked, for many tell nothing or nonsense.
   */
  static long[] sendTimes(List<Long> shown) {
    long[] sent = shown.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sent);
    long ahead = 0;
    for (int i = 0; i < sent.length; i++) {
      ahead = Math.max(ahead, sent[i] - shown.get(i));
    }
    for (int i = 0; i < sent.length; i++) {
      sent[i] -= ahead;
    }
    return sent;
  }

  private static int type(VideoCodec codec, ByteBuf nal) {
    return codec.type(nal.getByte(nal.readerIndex()));
  }
}
