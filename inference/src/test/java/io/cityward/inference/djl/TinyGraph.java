package io.cityward.inference.djl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * The bytes of an ONNX file whose one node hands its input on as its output, written field by field
 * (onnx/onnx.proto). Enough for a graph with a form that no real model has.
 */
final class TinyGraph {

  static final int FLOAT = 1;
  static final int INT64 = 7;

  private TinyGraph() {}

  /**
   * @param type of both tensors, as onnx.proto numbers them
   */
  static byte[] identity(String input, String output, int type, List<Integer> shape) {
    Message node = new Message().text(1, input).text(2, output).text(4, "Identity");
    Message graph =
        new Message()
            .message(1, node)
            .text(2, "tiny")
            .message(11, tensor(input, type, shape))
            .message(12, tensor(output, type, shape));
    Message opset = new Message().number(2, 13);
    return new Message().number(1, 8).message(7, graph).message(8, opset).bytes();
  }

  private static Message tensor(String name, int type, List<Integer> shape) {
    Message dimensions = new Message();
    shape.forEach(size -> dimensions.message(1, new Message().number(1, size)));
    Message tensorType = new Message().number(1, type).message(2, dimensions);
    return new Message().text(1, name).message(2, new Message().message(1, tensorType));
  }

  /** A protobuf message; every number and length here is below 128, or takes two bytes. */
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

    byte[] bytes() {
      return out.toByteArray();
    }

    private Message block(int field, byte[] bytes) {
      out.write((field << 3) | 2);
      varint(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    private void varint(int value) {
      if (value >= 128) {
        out.write((value & 127) | 128);
        out.write(value >> 7);
      } else {
        out.write(value);
      }
    }
  }
}
