package io.cityward.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Describes a camera to those who want to play it (RFC 4566; RFC 6184, 8; RFC 7798, 7; RFC 3640).
 */
final class Sdp {

  /** The names of the tracks, as part of their URLs. */
  static final String VIDEO = "video";

  static final String AUDIO = "audio";

  private Sdp() {}

  static String describe(CameraStream stream) {
    String camera = stream.camera().name();
    String head =
        lines(
            "v=0",
            "o=- " + Math.abs((long) camera.hashCode()) + " 1 IN IP4 127.0.0.1",
            "s=" + camera,
            "c=IN IP4 0.0.0.0",
            "t=0 0",
            "a=control:*",
            "a=range:npt=now-");
    String video = stream.camera().video() ? video(stream.clip()) : "";
    return head + video + stream.audio().map(audio -> audio(audio.track())).orElse("");
  }

  private static String video(Clip clip) {
    return lines(
        "m=video 0 RTP/AVP " + RtpBurst.PAYLOAD_TYPE,
        "b=AS:" + Math.max(1, clip.bitRate() / 1000),
        "a=rtpmap:" + RtpBurst.PAYLOAD_TYPE + " " + clip.codec() + "/" + Clip.TICKS_PER_SECOND,
        "a=fmtp:" + RtpBurst.PAYLOAD_TYPE + " " + parameters(clip),
        String.format(Locale.ROOT, "a=framerate:%.3f", clip.framesPerSecond()),
        "a=control:" + VIDEO);
  }

  private static String audio(AudioTrack track) {
    int type = AudioStream.PAYLOAD_TYPE;
    String mode = "mode=AAC-hbr;sizelength=13;indexlength=3;indexdeltalength=3;config=";
    return lines(
        "m=audio 0 RTP/AVP " + type,
        "a=rtpmap:" + type + " MPEG4-GENERIC/" + track.samplesPerSecond() + "/" + track.channels(),
        "a=fmtp:" + type + " streamtype=5;profile-level-id=1;" + mode + hex(track.config()),
        "a=control:" + AUDIO);
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n";
  }

  private static String hex(ByteBuf bytes) {
    return ByteBufUtil.hexDump(bytes);
  }

  private static String parameters(Clip clip) {
    return switch (clip.codec()) {
      case H264 ->
          "packetization-mode=1;profile-level-id="
              + profileLevel(clip)
              + ";sprop-parameter-sets="
              + base64(clip.parameterSets());
      case H265 ->
          "sprop-vps="
              + base64(ofType(clip, 32))
              + ";sprop-sps="
              + base64(ofType(clip, 33))
              + ";sprop-pps="
              + base64(ofType(clip, 34));
    };
  }

  /** The three bytes behind the SPS's header, as six hex digits. */
  private static String profileLevel(Clip clip) {
    ByteBuf sps = ofType(clip, 7).get(0);
    return ByteBufUtil.hexDump(sps, sps.readerIndex() + 1, 3).toUpperCase(Locale.ROOT);
  }

  private static List<ByteBuf> ofType(Clip clip, int type) {
    return clip.parameterSets().stream()
        .filter(nal -> clip.codec().type(nal.getByte(nal.readerIndex())) == type)
        .toList();
  }

  private static String base64(List<ByteBuf> nals) {
    return nals.stream()
        .map(nal -> Base64.getEncoder().encodeToString(ByteBufUtil.getBytes(nal)))
        .collect(Collectors.joining(","));
  }
}
