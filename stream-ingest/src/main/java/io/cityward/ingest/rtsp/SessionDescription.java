package io.cityward.ingest.rtsp;

import io.cityward.ingest.rtsp.RtspFailure.Kind;
import io.cityward.ingest.rtsp.VideoFormat.Codec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a camera offers (RFC 4566; RFC 6184, 8.2; RFC 7798, 7.2). Lines that cannot be read are
 * passed over: cameras write what they like, and little of it matters.
 *
 * @param control the address for all tracks; empty if there is none
 */
record SessionDescription(String control, List<Media> media) {

  private static final int MOST_MEDIA = 32;

  /** A description of one track, as far as it is told. */
  static final class Media {

    private final String kind;
    private final String profile;
    private final List<Integer> types;
    private final Map<Integer, String> encodings = new HashMap<>();
    private final Map<Integer, Map<String, String>> parameters = new HashMap<>();
    private String control = "";
    private double framesPerSecond;

    private Media(String kind, String profile, List<Integer> types) {
      this.kind = kind;
      this.profile = profile;
      this.types = types;
    }
  }

  static SessionDescription parse(String text) {
    String control = "";
    List<Media> media = new ArrayList<>();
    for (String line : text.split("\n")) {
      String trimmed = line.trim();
      if (trimmed.startsWith("m=") && media.size() < MOST_MEDIA) {
        media.add(media(trimmed.substring(2)));
      } else if (trimmed.startsWith("a=") && media.isEmpty()) {
        control = trimmed.startsWith("a=control:") ? trimmed.substring(10).trim() : control;
      } else if (trimmed.startsWith("a=")) {
        attribute(media.get(media.size() - 1), trimmed.substring(2));
      }
    }
    return new SessionDescription(control, media);
  }

  /**
   * The first video that can be read.
   *
   * @throws RtspFailure NO_VIDEO, or UNSUPPORTED_CODEC naming what there is
   */
  VideoTrack video() throws RtspFailure {
    List<Media> videos = media.stream().filter(m -> m.kind.equals("video")).toList();
    if (videos.isEmpty()) {
      String others = String.join(", ", media.stream().map(m -> clean(m.kind)).toList());
      throw new RtspFailure(
          Kind.NO_VIDEO, "has no video track" + (others.isEmpty() ? "" : ", but " + others));
    }
    for (Media video : videos) {
      for (int type : video.types) {
        Optional<Codec> codec = codec(video.encodings.getOrDefault(type, ""));
        if (codec.isPresent()) {
          return track(video, type, codec.get());
        }
      }
    }
    throw unsupported(named(videos.get(0)));
  }

  private static VideoTrack track(Media video, int type, Codec codec) throws RtspFailure {
    Map<String, String> given = video.parameters.getOrDefault(type, Map.of());
    if (!video.profile.contains("RTP/AVP")) {
      throw unsupported(codec + " by " + clean(video.profile));
    }
    if (codec == Codec.H264 && given.getOrDefault("packetization-mode", "").equals("2")) {
      throw unsupported("H264 in interleaved order (packetization-mode=2)");
    }
    boolean ordered = !given.getOrDefault("sprop-max-don-diff", "0").matches("0*");
    return new VideoTrack(
        codec, video.control, type, ordered, sets(codec, given), video.framesPerSecond);
  }

  private static ParameterSets sets(Codec codec, Map<String, String> given) {
    List<String> names =
        codec == Codec.H264
            ? List.of("sprop-parameter-sets")
            : List.of("sprop-vps", "sprop-sps", "sprop-pps");
    ParameterSets sets = ParameterSets.NONE;
    for (String name : names) {
      sets = sets.and(codec, given.getOrDefault(name, ""));
    }
    return sets;
  }

  private static Optional<Codec> codec(String encoding) {
    return switch (encoding) {
      case "H264" -> Optional.of(Codec.H264);
      case "H265", "HEVC" -> Optional.of(Codec.H265);
      default -> Optional.empty();
    };
  }

  private static String named(Media video) {
    for (int type : video.types) {
      if (video.encodings.containsKey(type)) {
        return clean(video.encodings.get(type));
      }
    }
    if (video.types.isEmpty()) {
      return "of an unknown type";
    }
    int type = video.types.get(0);
    return type == 26 ? "JPEG" : type == 33 ? "MP2T" : "of payload type " + type;
  }

  private static RtspFailure unsupported(String what) {
    return new RtspFailure(
        Kind.UNSUPPORTED_CODEC, "its video is " + what + " (expected: H264 or H265)");
  }

  /** Fit for a message: what a camera sends may be anything. */
  private static String clean(String text) {
    String plain = text.replaceAll("[^A-Za-z0-9/_.+-]", "?");
    return plain.substring(0, Math.min(32, plain.length()));
  }

  private static Media media(String text) {
    String[] words = text.trim().split("\\s+");
    List<Integer> types = new ArrayList<>();
    for (int i = 3; i < Math.min(words.length, 64); i++) {
      number(words[i]).filter(type -> type <= 127).ifPresent(types::add);
    }
    String profile = words.length > 2 ? words[2].toUpperCase(Locale.ROOT) : "";
    return new Media(words[0].toLowerCase(Locale.ROOT), profile, types);
  }

  private static void attribute(Media media, String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String value = colon < 0 ? "" : text.substring(colon + 1).trim();
    switch (name) {
      case "control" -> media.control = value;
      case "framerate", "x-framerate" -> media.framesPerSecond = rate(value);
      case "rtpmap" -> typed(value, (type, rest) -> media.encodings.put(type, encoding(rest)));
      case "fmtp" -> typed(value, (type, rest) -> media.parameters.put(type, parameters(rest)));
      default -> {}
    }
  }

  private interface Typed {
    void take(int type, String rest);
  }

  private static void typed(String value, Typed to) {
    String[] parts = value.split("\\s+", 2);
    if (parts.length == 2) {
      number(parts[0]).ifPresent(type -> to.take(type, parts[1]));
    }
  }

  private static String encoding(String text) {
    return text.split("/", 2)[0].trim().toUpperCase(Locale.ROOT);
  }

  private static Map<String, String> parameters(String text) {
    Map<String, String> parameters = new HashMap<>();
    for (String one : text.split(";")) {
      int equals = one.indexOf('=');
      if (equals > 0) {
        String name = one.substring(0, equals).trim().toLowerCase(Locale.ROOT);
        parameters.put(name, one.substring(equals + 1).trim());
      }
    }
    return parameters;
  }

  private static Optional<Integer> number(String text) {
    return text.matches("\\d{1,3}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  private static double rate(String text) {
    boolean plain = text.matches("\\d{1,3}(\\.\\d{1,9})?");
    return plain ? Double.parseDouble(text) : 0;
  }
}
