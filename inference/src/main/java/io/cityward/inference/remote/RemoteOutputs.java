package io.cityward.inference.remote;

import com.google.protobuf.ByteString;
import io.cityward.inference.tensor.OutputTensors;
import io.cityward.proto.inference.ModelInferResponse;
import io.cityward.proto.inference.ModelInferResponse.InferOutputTensor;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/** The outputs in a server's answer, as raw bytes or as typed contents; checked when asked for. */
final class RemoteOutputs {

  private final RemoteServer server;
  private final ModelInferResponse answer;
  private final int pictures;

  RemoteOutputs(RemoteServer server, ModelInferResponse answer, int pictures) {
    this.server = server;
    this.answer = answer;
    this.pictures = pictures;
    int raw = answer.getRawOutputContentsCount();
    if (raw != 0 && raw != answer.getOutputsCount()) {
      throw server.failure(
          "raw_output_contents: "
              + raw
              + " (expected: one per output, "
              + answer.getOutputsCount()
              + ")");
    }
  }

  /** The part of the answer that belongs to one of the pictures. */
  OutputTensors of(int picture) {
    return name -> {
      FloatBuffer all = values(name);
      int each = all.remaining() / pictures;
      return all.slice(picture * each, each);
    };
  }

  private FloatBuffer values(String name) {
    for (int i = 0; i < answer.getOutputsCount(); i++) {
      InferOutputTensor output = answer.getOutputs(i);
      if (output.getName().equals(name)) {
        return values(output, i);
      }
    }
    throw server.failure("output " + name + ": missing in the answer");
  }

  private FloatBuffer values(InferOutputTensor output, int index) {
    String what = "output " + output.getName();
    if (!output.getDatatype().equals(MetadataCheck.FLOAT)) {
      throw server.failure(
          what
              + " type: "
              + Texts.line(output.getDatatype())
              + " (expected: "
              + MetadataCheck.FLOAT
              + ")");
    }
    List<Long> shape = output.getShapeList();
    if (shape.isEmpty() || shape.get(0) != pictures) {
      throw server.failure(
          what + " shape: " + Texts.line(shape.toString()) + " (expected: " + pictures + " first)");
    }
    boolean raw = answer.getRawOutputContentsCount() > 0;
    FloatBuffer values = raw ? raw(what, answer.getRawOutputContents(index)) : typed(output);
    if (!holds(shape, values.remaining())) {
      throw server.failure(
          what
              + ": "
              + values.remaining()
              + " values (expected: as its shape, "
              + Texts.line(shape.toString())
              + ")");
    }
    return values;
  }

  private FloatBuffer raw(String what, ByteString bytes) {
    if (bytes.size() % Float.BYTES != 0) {
      throw server.failure(what + ": " + bytes.size() + " bytes (expected: four per value)");
    }
    return bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  private static FloatBuffer typed(InferOutputTensor output) {
    float[] values = new float[output.getContents().getFp32ContentsCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = output.getContents().getFp32Contents(i);
    }
    return FloatBuffer.wrap(values);
  }

  private static boolean holds(List<Long> shape, int values) {
    long product = 1;
    for (long dimension : shape) {
      // Beyond what is there it need not be multiplied on; so it cannot overflow.
      if (dimension < 1 || product > values) {
        return false;
      }
      product *= Math.min(dimension, Integer.MAX_VALUE);
    }
    return product == values;
  }
}
