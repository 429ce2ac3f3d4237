package io.cityward.inference.onnx;

import ai.onnxruntime.OrtException;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.core.Picture;
import io.cityward.inference.Detection;
import io.cityward.inference.Detector;
import io.cityward.inference.Device;
import io.cityward.inference.EngineSetup;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.tensor.DetectionReader;
import io.cityward.inference.tensor.Letterbox;
import java.util.Arrays;
import java.util.List;

/** One session with its buffers, which it owns: what a picture leaves on the heap is its answer. */
final class OnnxDetector implements Detector {

  private final OnnxSession session;
  private final SessionBuffers buffers;
  private final DetectionReader reader;
  private final Letterbox[] boxes;
  private final boolean onCpu;
  private final String name;
  private boolean closed;

  OnnxDetector(
      OnnxSession session,
      ModelPack pack,
      InputSize size,
      DetectionReader reader,
      EngineSetup setup) {
    this.session = session;
    this.buffers = new SessionBuffers(pack, size, reader, setup.batch());
    this.reader = reader;
    this.boxes = new Letterbox[setup.batch()];
    this.onCpu = setup.device().equals(Device.CPU);
    this.name = "pack " + pack + " at " + size;
  }

  @Override
  public int batch() {
    return boxes.length;
  }

  /** A session has one thread, the caller's. */
  @Override
  public boolean worksInCaller() {
    return onCpu;
  }

  @Override
  public List<List<Detection>> detect(List<? extends Picture> pictures) {
    if (pictures.isEmpty() || pictures.size() > batch()) {
      throw new IllegalArgumentException(
          name + ": " + pictures.size() + " pictures (expected: 1 to " + batch() + ")");
    }
    if (closed) {
      // Its buffers are gone; painting there would break the process.
      throw new IllegalStateException(name + ": closed");
    }
    session.begin();
    try {
      return look(pictures);
    } catch (OrtException | RuntimeException e) {
      throw failure(e);
    } finally {
      end();
    }
  }

  private List<List<Detection>> look(List<? extends Picture> pictures) throws OrtException {
    int count = pictures.size();
    for (int i = 0; i < count; i++) {
      boxes[i] = buffers.input().paint(i, pictures.get(i));
    }
    SessionBuffers.Tensors tensors = buffers.tensors(count);
    session.run(tensors.inputs(), tensors.outputs());
    if (count == 1) {
      return List.of(reader.read(buffers.outputs(0), boxes[0]));
    }
    @SuppressWarnings({"unchecked", "rawtypes"})
    List<Detection>[] detections = new List[count];
    Arrays.setAll(detections, i -> reader.read(buffers.outputs(i), boxes[i]));
    return List.of(detections);
  }

  private CityException failure(Exception e) {
    if (session.isCancelled()) {
      return new CityException(ErrorCode.TOO_LATE, name + ": the run was cancelled", e);
    }
    ErrorCode code =
        e instanceof CityException refused ? refused.code() : ErrorCode.EXTERNAL_FAILED;
    String what = e.getMessage() == null ? e.toString() : e.getMessage();
    return new CityException(code, name + ": " + what, e);
  }

  private void end() {
    try {
      session.end();
    } catch (OrtException e) {
      throw new CityException(ErrorCode.INTERNAL, name + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void cancel() {
    try {
      session.cancel();
    } catch (OrtException e) {
      throw new CityException(ErrorCode.INTERNAL, name + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      try (session) {
        buffers.close();
      }
    }
  }
}
