package io.cityward.inference.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
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
import java.util.List;

/** What DJL calls before and after it runs the graph. One per predictor, and so one thread. */
final class PackTranslator
    implements NoBatchifyTranslator<Picture, List<Detection>>, AutoCloseable {

  private final String inputName;
  private final Shape shape;
  private final InputTensor input;
  private final DetectionReader reader;
  private Letterbox letterbox;

  PackTranslator(ModelPack pack, InputSize size) {
    this.inputName = pack.input().name();
    this.shape = new Shape(1, 3, size.height(), size.width());
    this.input = new InputTensor(pack, size);
    this.reader = new DetectionReader(pack, size);
  }

  @Override
  public NDList processInput(TranslatorContext context, Picture picture) {
    letterbox = input.paint(picture);
    // A direct buffer in the machine's byte order: the runtime reads it where it is.
    NDArray array = context.getNDManager().create(input.values(), shape, DataType.FLOAT32);
    array.setName(inputName);
    return new NDList(array);
  }

  @Override
  public List<Detection> processOutput(TranslatorContext context, NDList outputs) {
    return reader.read(name -> values(outputs, name), letterbox);
  }

  /** DJL copies an output to the heap when it is read. */
  private static FloatBuffer values(NDList outputs, String name) {
    return outputs.get(name).toByteBuffer().asFloatBuffer();
  }

  @Override
  public void close() {
    input.close();
  }
}
