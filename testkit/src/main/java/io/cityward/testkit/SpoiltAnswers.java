package io.cityward.testkit;

import com.google.protobuf.ByteString;
import io.cityward.proto.inference.InferTensorContents;
import io.cityward.proto.inference.ModelInferResponse;
import io.cityward.proto.inference.ModelInferResponse.InferOutputTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.function.UnaryOperator;

/** Answers of a model, made into others: for {@link ModelFaults#spoil}. All take raw contents. */
public final class SpoiltAnswers {

  private SpoiltAnswers() {}

  /** The same values, as typed contents: unusual, but sound. */
  public static ModelInferResponse typed(ModelInferResponse answer) {
    ModelInferResponse.Builder typed = answer.toBuilder().clearRawOutputContents();
    for (int i = 0; i < answer.getOutputsCount(); i++) {
      InferTensorContents.Builder contents = typed.getOutputsBuilder(i).getContentsBuilder();
      FloatBuffer values = floats(answer.getRawOutputContents(i));
      while (values.hasRemaining()) {
        contents.addFp32Contents(values.get());
      }
    }
    return typed.build();
  }

  /** Not a number, everywhere. */
  public static ModelInferResponse notANumber(ModelInferResponse answer) {
    return raw(
        answer,
        bytes -> {
          ByteBuffer values = ByteBuffer.allocate(bytes.size()).order(ByteOrder.LITTLE_ENDIAN);
          while (values.remaining() >= Float.BYTES) {
            values.putFloat(Float.NaN);
          }
          return ByteString.copyFrom(values.flip());
        });
  }

  /** One value less per cell, in shape and content. */
  public static ModelInferResponse narrower(ModelInferResponse answer) {
    ModelInferResponse.Builder narrower = answer.toBuilder();
    for (int i = 0; i < answer.getOutputsCount(); i++) {
      InferOutputTensor output = answer.getOutputs(i);
      int last = output.getShapeCount() - 1;
      long values = output.getShape(last);
      narrower.getOutputsBuilder(i).setShape(last, values - 1);
      int size = answer.getRawOutputContents(i).size();
      narrower.setRawOutputContents(
          i, answer.getRawOutputContents(i).substring(0, (int) (size / values * (values - 1))));
    }
    return narrower.build();
  }

  /** Bytes that are no whole number of values. */
  public static ModelInferResponse torn(ModelInferResponse answer) {
    return raw(answer, bytes -> bytes.substring(0, bytes.size() - 1));
  }

  /** Fewer values than the shape says. */
  public static ModelInferResponse shortened(ModelInferResponse answer) {
    return raw(answer, bytes -> bytes.substring(0, bytes.size() / 8 * 4));
  }

  /** One raw content more than there are outputs. */
  public static ModelInferResponse withoutFirstOutput(ModelInferResponse answer) {
    return answer.toBuilder().removeOutputs(0).build();
  }

  /** Nothing, with an OK. */
  public static ModelInferResponse withoutOutputs(ModelInferResponse answer) {
    return answer.toBuilder().clearOutputs().clearRawOutputContents().build();
  }

  /** Another type than was agreed on, in as many bytes. */
  public static ModelInferResponse asIntegers(ModelInferResponse answer) {
    return outputs(answer, output -> output.toBuilder().setDatatype("INT32").build());
  }

  /** A shape whose product is beyond any number. */
  public static ModelInferResponse immense(ModelInferResponse answer) {
    return outputs(
        answer,
        output ->
            output.toBuilder().setShape(1, Long.MAX_VALUE).setShape(2, Long.MAX_VALUE).build());
  }

  private static ModelInferResponse outputs(
      ModelInferResponse answer, UnaryOperator<InferOutputTensor> change) {
    ModelInferResponse.Builder changed = answer.toBuilder();
    for (int i = 0; i < answer.getOutputsCount(); i++) {
      changed.setOutputs(i, change.apply(answer.getOutputs(i)));
    }
    return changed.build();
  }

  private static ModelInferResponse raw(
      ModelInferResponse answer, UnaryOperator<ByteString> change) {
    ModelInferResponse.Builder changed = answer.toBuilder();
    for (int i = 0; i < answer.getRawOutputContentsCount(); i++) {
      changed.setRawOutputContents(i, change.apply(answer.getRawOutputContents(i)));
    }
    return changed.build();
  }

  private static FloatBuffer floats(ByteString bytes) {
    return bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }
}
