package io.cityward.inference.remote;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.core.Picture;
import io.cityward.inference.Detection;
import io.cityward.inference.Detector;
import io.cityward.inference.pack.InputSize;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.ModelSource.RemoteModel;
import io.cityward.inference.pack.Outputs;
import io.cityward.inference.tensor.DetectionReader;
import io.cityward.inference.tensor.InputTensor;
import io.cityward.inference.tensor.Letterbox;
import io.cityward.proto.inference.ModelInferRequest;
import io.cityward.proto.inference.ModelInferRequest.InferInputTensor;
import io.cityward.proto.inference.ModelInferRequest.InferRequestedOutputTensor;
import io.grpc.Context;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** A model on a server: pictures are painted here, looked at there, and read here. */
final class RemoteDetector implements Detector {

  private final RemoteServer server;
  private final InputSize size;
  private final String inputName;
  private final String where;
  private final DetectionReader reader;

  /** One per picture of a call. */
  private final List<Input> inputs = new ArrayList<>();

  /** What every request has. */
  private final ModelInferRequest form;

  /** The call under way, which {@link #cancel} ends from another thread. */
  private volatile Context.CancellableContext call;

  private boolean closed;

  /**
   * A picture's input in native memory, and as the bytes that a call sends. Protobuf copies native
   * memory to a new array whenever it is handed some; an array of ours it sends from where it lies.
   */
  private record Input(InputTensor tensor, FloatBuffer values, byte[] bytes, ByteString sent) {

    static Input of(InputTensor tensor) {
      FloatBuffer values = tensor.values();
      byte[] bytes = new byte[Float.BYTES * values.limit()];
      return new Input(tensor, values, bytes, UnsafeByteOperations.unsafeWrap(bytes));
    }

    Letterbox paint(Picture picture) {
      Letterbox box = tensor.paint(picture);
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values.rewind());
      return box;
    }
  }

  /** Owns the server's connection. */
  RemoteDetector(RemoteServer server, ModelPack pack, InputSize size, int batch) {
    this.server = server;
    this.size = size;
    this.inputName = pack.input().name();
    this.where = "pack " + pack + " at " + size;
    this.form = form(pack);
    this.reader = new DetectionReader(pack, size);
    for (int i = 0; i < batch; i++) {
      inputs.add(Input.of(new InputTensor(pack, size)));
    }
  }

  @Override
  public int batch() {
    return inputs.size();
  }

  @Override
  public List<List<Detection>> detect(List<? extends Picture> pictures) {
    if (closed) {
      throw new IllegalStateException(where + ": closed");
    }
    int count = pictures.size();
    if (count < 1 || count > batch()) {
      throw CityException.invalid(where + ": pictures", count, "1 to " + batch());
    }
    List<Letterbox> boxes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boxes.add(paint(inputs.get(i), pictures.get(i)));
    }
    RemoteOutputs outputs = infer(count);
    List<List<Detection>> detections = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      detections.add(read(outputs, i, boxes.get(i)));
    }
    return detections;
  }

  private List<Detection> read(RemoteOutputs outputs, int picture, Letterbox box) {
    try {
      return reader.read(outputs.of(picture), box);
    } catch (CityException e) {
      // The reader knows the output, but not whose it is.
      throw e.getMessage().startsWith("output ") ? server.failure(e.getMessage()) : e;
    }
  }

  @Override
  public void cancel() {
    Context.CancellableContext running = call;
    if (running != null) {
      running.cancel(null);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      server.close();
      inputs.forEach(input -> input.tensor().close());
    }
  }

  private Letterbox paint(Input input, Picture picture) {
    try {
      return input.paint(picture);
    } catch (CityException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CityException(ErrorCode.EXTERNAL_FAILED, where + ": " + e.getMessage(), e);
    }
  }

  private RemoteOutputs infer(int count) {
    ModelInferRequest request = request(count);
    Context.CancellableContext mine = Context.current().withCancellation();
    call = mine;
    Context before = mine.attach();
    try {
      return new RemoteOutputs(server, server.infer(request), count);
    } finally {
      mine.detach(before);
      call = null;
      mine.cancel(null);
    }
  }

  private ModelInferRequest request(int count) {
    ModelInferRequest.Builder request = form.toBuilder();
    request.addInputs(
        InferInputTensor.newBuilder()
            .setName(inputName)
            .setDatatype(MetadataCheck.FLOAT)
            .addShape(count)
            .addShape(3)
            .addShape(size.height())
            .addShape(size.width()));
    // Strung together, not copied.
    ByteString sent = ByteString.EMPTY;
    for (Input input : inputs.subList(0, count)) {
      sent = sent.concat(input.sent());
    }
    return request.addRawInputContents(sent).build();
  }

  private static ModelInferRequest form(ModelPack pack) {
    RemoteModel model = (RemoteModel) pack.source();
    ModelInferRequest.Builder form =
        ModelInferRequest.newBuilder().setModelName(model.name()).setModelVersion(model.version());
    for (Outputs.Tensor tensor : pack.outputs().tensors()) {
      form.addOutputs(InferRequestedOutputTensor.newBuilder().setName(tensor.name()));
    }
    return form.build();
  }
}
