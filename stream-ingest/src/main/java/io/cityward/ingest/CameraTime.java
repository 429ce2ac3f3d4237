package io.cityward.ingest;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_PRFT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_get_side_data;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVProducerReferenceTime;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;

/** When the camera says a picture was taken: RTP time mapped by its RTCP sender reports. */
final class CameraTime {

  private CameraTime() {}

  /** By the camera's own clock; empty before its first report. */
  static Optional<Instant> of(AVPacket packet) {
    if (packet.side_data_elems() == 0) {
      return Optional.empty();
    }
    BytePointer data = av_packet_get_side_data(packet, AV_PKT_DATA_PRFT, (SizeTPointer) null);
    if (data == null || data.isNull()) {
      return Optional.empty();
    }
    long micros = new AVProducerReferenceTime(data).wallclock();
    return Optional.of(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }
}
