package io.cityward.inference.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import io.cityward.core.Picture;
import io.cityward.inference.Detection;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.tensor.DetectionReader;
import io.cityward.inference.tensor.InputTensor;
import io.cityward.inference.tensor.Letterbox;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What DJL calls before and after it runs the graph. One per predictor, and so one thread. */
final class PackTranslator
    implements NoBatchifyTranslator<List<? extends Picture>, List<List<Detection>>>, AutoCloseable {

  private final Shape shape;
  private final InputTensor input;
  private final DetectionReader reader;
  private final List<Letterbox> boxes = new ArrayList<>();

  PackTranslator(ModelPack pack, InputSize size) {
    this.shape = new Shape(1, 3, size.height(), size.width());
    this.input = new InputTensor(pack, size);
    this.reader = new DetectionReader(pack, size);
  }

  @Override
  public NDList processInput(TranslatorContext context, List<? extends Picture> pictures) {
    NDManager manager = context.getNDManager();
    boxes.clear();
    NDList painted = new NDList();
    for (Picture picture : pictures) {
      boxes.add(input.paint(picture));
      // DJL copies the values, so that one input serves all pictures of a batch.
      painted.add(manager.create(input.values(), shape, DataType.FLOAT32));
    }
    return new NDList(painted.size() == 1 ? painted.get(0) : NDArrays.concat(painted));
  }

  @Override
  public List<List<Detection>> processOutput(TranslatorContext context, NDList outputs) {
    Map<String, FloatBuffer> copied = new HashMap<>();
    List<List<Detection>> detections = new ArrayList<>();
    for (int i = 0; i < boxes.size(); i++) {
      int picture = i;
      detections.add(
          reader.read(
              name -> part(copied.computeIfAbsent(name, n -> copy(outputs.get(n))), picture),
              boxes.get(i)));
    }
    return detections;
  }

  /** The values of one of the pictures. */
  private FloatBuffer part(FloatBuffer all, int picture) {
    int each = all.limit() / boxes.size();
    return all.slice(picture * each, each);
  }

  /** DJL copies an output to the heap when it is read. */
  private static FloatBuffer copy(NDArray output) {
    return output.toByteBuffer().asFloatBuffer();
  }

  @Override
  public void close() {
    input.close();
  }
}
