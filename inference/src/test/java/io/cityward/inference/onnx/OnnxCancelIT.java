package io.cityward.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.inference.Detection;
import io.cityward.inference.Detector;
import io.cityward.inference.EngineSetup;
import io.cityward.inference.MatPicture;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackFolder;
import io.cityward.inference.pack.PackRepository;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are told to end. */
class OnnxCancelIT {

  /** Minutes of work in pieces of milliseconds. */
  private static final int FOR_MINUTES = 5_000;

  private final OnnxEngine engine = new OnnxEngine();
  private final ModelPack pack = new PackRepository(Path.of("../models")).pack("coco-nanodet");

  @Test
  @Timeout(120)
  void endsARunThatWouldTakeMinutes(@TempDir Path models) throws Exception {
    ModelPack endless =
        PackFolder.create(models, new StreetGraph().sweeps(FOR_MINUTES).bytes()).read();
    try (Detector detector = engine.open(endless, StreetGraph.SIZE, EngineSetup.DEFAULT);
        MatPicture picture = MatPicture.noise(64, 32)) {
      FutureTask<CityException> run = new FutureTask<>(() -> failure(detector, picture));
      Thread thread = new Thread(run, "detect");
      thread.start();
      awaitTheGraph(thread);

      detector.cancel();

      assertThat(run.get(30, TimeUnit.SECONDS))
          .hasMessage("pack street 1.2.3 at 64x32: the run was cancelled")
          .returns(ErrorCode.TOO_LATE, CityException::code);
    }
  }

  @Test
  void answersTheNextPictureAfterACancelledOne() {
    try (Detector detector = engine.open(pack, new InputSize(416, 256), EngineSetup.DEFAULT);
        MatPicture picture = MatPicture.noise(640, 360);
        MatPicture late = cancelling(detector)) {
      List<Detection> before = detector.detect(picture);

      assertThat(failure(detector, late).code()).isEqualTo(ErrorCode.TOO_LATE);
      assertThat(detector.detect(picture)).isEqualTo(before);
    }
  }

  @Test
  void hitsNoRunThatBeginsLater() {
    try (Detector detector = engine.open(pack, new InputSize(416, 256), EngineSetup.DEFAULT);
        MatPicture picture = MatPicture.noise(640, 360)) {
      List<Detection> before = detector.detect(picture);

      detector.cancel();

      assertThat(detector.detect(picture)).isEqualTo(before);
    }
  }

  @Test
  void mayBeCancelledAndClosedAgainWhenItIsClosed() {
    Detector detector = engine.open(pack, new InputSize(416, 256), EngineSetup.DEFAULT);
    detector.close();

    assertThatCode(
            () -> {
              detector.cancel();
              detector.close();
            })
        .doesNotThrowAnyException();
  }

  private static CityException failure(Detector detector, MatPicture picture) {
    return assertThatExceptionOfType(CityException.class)
        .isThrownBy(() -> detector.detect(picture))
        .actual();
  }

  /** Waits until a thread is within the runtime's native code. */
  private static void awaitTheGraph(Thread thread) {
    boolean within = false;
    while (!within) {
      Thread.onSpinWait();
      StackTraceElement[] stack = thread.getStackTrace();
      within =
          stack.length > 0
              && stack[0].isNativeMethod()
              && stack[0].getClassName().equals("ai.onnxruntime.OrtSession");
      assertThat(thread.isAlive()).as("still at it").isTrue();
    }
  }

  /** A picture that takes so long to paint that its run is cancelled meanwhile. */
  private static MatPicture cancelling(Detector detector) {
    return new MatPicture(new Mat()) {
      @Override
      public int width() {
        return 640;
      }

      @Override
      public int height() {
        return 360;
      }

      @Override
      public void paintBgr(ByteBuffer canvas, int stride, int x, int y, int w, int h) {
        detector.cancel();
      }
    };
  }
}
