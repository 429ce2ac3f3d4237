package io.cityward.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_free;
import static org.bytedeco.ffmpeg.global.avutil.av_free;

import io.cityward.testkit.BundledClips;
import io.cityward.testkit.RtspServer;
import io.cityward.testkit.SimulatedCamera;
import java.nio.file.Path;
import java.util.HexFormat;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamParametersIT {

  @TempDir private Path clips;

  @ParameterizedTest
  @ValueSource(strings = {"boxes-h264", "boxes-h265"})
  void takesParameterSetsFromTheKeyFrameOfACameraThatDoesNotAnnounceThem(String name)
      throws SourceFailure {
    var clip = io.cityward.testkit.Clip.open(BundledClips.extract(name, clips));
    AVCodecParameters bare = avcodec_parameters_alloc();
    AVPacket packet = av_packet_alloc();
    try (RtspServer server =
            RtspServer.builder().camera(SimulatedCamera.looping("cam", clip)).build().start();
        PacketSource input =
            new FfmpegSource(StreamUrl.parse(server.url("cam")), SessionSettings.DEFAULTS)) {
      input.open();
      input.read(packet, SessionSettings.DEFAULTS.stallAfter());
      avcodec_parameters_copy(bare, input.parameters());
      forget(bare);
      assertThat(StreamParameters.same(bare, input.parameters())).isFalse();

      StreamParameters.complete(bare, packet);
      assertThat(parameterSets(bare)).startsWith(parameterSets(input.parameters()));
    } finally {
      av_packet_free(packet);
      avcodec_parameters_free(bare);
    }
  }

  /** In hexadecimal, each after a start code of three bytes. */
  private static String parameterSets(AVCodecParameters parameters) {
    return HexFormat.of()
        .formatHex(StreamParameters.extradata(parameters))
        .replace("00000001", "000001");
  }

  private static void forget(AVCodecParameters parameters) {
    av_free(parameters.extradata());
    parameters.extradata(null).extradata_size(0);
  }
}
