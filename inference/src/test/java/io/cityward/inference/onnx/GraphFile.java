package io.cityward.inference.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * An ONNX file, written field by field (onnx/onnx.proto). Enough for graphs that no real model has:
 * of a wrong form, with outputs that are no numbers, or without an end.
 */
final class GraphFile {

  static final int FLOAT = 1;
  static final int INT64 = 7;

  private final Message graph = new Message().text(2, "drawn");

  /** A graph whose one node hands its input on as its output. */
  static byte[] identity(String input, String output, int type, List<Integer> shape) {
    return new GraphFile()
        .input(input, type, shape)
        .node("Identity", List.of(input), output)
        .output(output, type, shape)
        .bytes();
  }

  /**
   * @param type as onnx.proto numbers them
   * @param shape numbers, and names of what is free
   */
  GraphFile input(String name, int type, List<?> shape) {
    graph.message(11, tensor(name, type, shape));
    return this;
  }

  /** As {@link #input}. */
  GraphFile output(String name, int type, List<?> shape) {
    graph.message(12, tensor(name, type, shape));
    return this;
  }

  GraphFile node(String operator, List<String> inputs, String output) {
    Message node = new Message();
    inputs.forEach(input -> node.text(1, input));
    graph.message(1, node.text(2, output).text(4, operator));
    return this;
  }

  /** A constant of one value. */
  GraphFile constant(String name, float value) {
    ByteBuffer raw = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value);
    graph.message(5, new Message().number(2, FLOAT).text(8, name).block(9, raw.array()));
    return this;
  }

  /** A constant list, such as a shape. */
  GraphFile constant(String name, List<Integer> values) {
    ByteBuffer raw = ByteBuffer.allocate(8 * values.size()).order(ByteOrder.LITTLE_ENDIAN);
    values.forEach(raw::putLong);
    Message tensor = new Message().number(1, values.size()).number(2, INT64).text(8, name);
    graph.message(5, tensor.block(9, raw.array()));
    return this;
  }

  byte[] bytes() {
    Message opset = new Message().number(2, 13);
    return new Message().number(1, 8).message(7, graph).message(8, opset).bytes();
  }

  private static Message tensor(String name, int type, List<?> shape) {
    Message dimensions = new Message();
    for (Object size : shape) {
      Message dimension =
          size instanceof Integer number
              ? new Message().number(1, number)
              : new Message().text(2, size.toString());
      dimensions.message(1, dimension);
    }
    Message tensorType = new Message().number(1, type).message(2, dimensions);
    return new Message().text(1, name).message(2, new Message().message(1, tensorType));
  }

  /** A protobuf message. */
  private static final class Message {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, int value) {
      out.write(field << 3);
      varint(value);
      return this;
    }

    Message text(int field, String value) {
      return block(field, value.getBytes(UTF_8));
    }

    Message message(int field, Message value) {
      return block(field, value.bytes());
    }

    Message block(int field, byte[] bytes) {
      out.write((field << 3) | 2);
      varint(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    byte[] bytes() {
      return out.toByteArray();
    }

    private void varint(int value) {
      int left = value;
      while (left >= 128) {
        out.write((left & 127) | 128);
        left >>= 7;
      }
      out.write(left);
    }
  }
}
