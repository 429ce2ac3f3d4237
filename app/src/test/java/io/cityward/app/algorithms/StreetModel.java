package io.cityward.app.algorithms;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of an ONNX file (onnx/onnx.proto, written field by field) with the outputs that {@link
 * PackZip}'s manifest wants: every value of them is the same number, whatever the picture.
 */
final class StreetModel {

  private static final int[] CELLS = {32, 8, 2};
  private static final int[] STRIDES = {8, 16, 32};
  private static final int LABELS = 4;
  private static final int SIDES = 4 * 11;

  private final List<Message> nodes = new ArrayList<>();
  private final List<Message> constants = new ArrayList<>();
  private String input = "image";
  private float value = 0.1f;
  private int work;
  private int size;

  /** What every score and every side is. */
  StreetModel value(float value) {
    this.value = value;
    return this;
  }

  StreetModel input(String name) {
    this.input = name;
    return this;
  }

  /** Multiplies so many square matrices of this size before it answers. */
  StreetModel slow(int products, int size) {
    this.work = products;
    this.size = size;
    return this;
  }

  byte[] bytes() {
    scalar("nothing", 0);
    scalar("value", value);
    node("ReduceMean", List.of(input), "mean", keepNoDimensions());
    String last = "mean";
    if (work > 0) {
      shape("square", size, size);
      node("Expand", List.of("mean", "square"), "m0");
      for (int i = 0; i < work; i++) {
        node("MatMul", List.of("m" + i, "m" + i), "p" + i);
        node("Tanh", List.of("p" + i), "m" + (i + 1));
      }
      node("ReduceMean", List.of("m" + work), "worked", keepNoDimensions());
      last = "worked";
    }
    node("Mul", List.of(last, "nothing"), "zero");
    node("Add", List.of("zero", "value"), "all");
    Message graph = new Message();
    List<Message> outputs = new ArrayList<>();
    for (int i = 0; i < CELLS.length; i++) {
      outputs.add(output("cls" + STRIDES[i], CELLS[i], LABELS));
      outputs.add(output("box" + STRIDES[i], CELLS[i], SIDES));
    }
    nodes.forEach(node -> graph.message(1, node));
    graph.text(2, "street");
    constants.forEach(constant -> graph.message(5, constant));
    graph.message(11, tensor(input, 1, 3, 32, 64));
    outputs.forEach(output -> graph.message(12, output));
    Message opset = new Message().number(2, 13);
    return new Message().number(1, 8).message(7, graph).message(8, opset).bytes();
  }

  private Message output(String name, int cells, int values) {
    shape("shape of " + name, 1, cells, values);
    node("Expand", List.of("all", "shape of " + name), name);
    return tensor(name, 1, cells, values);
  }

  private void node(String type, List<String> inputs, String output, Message... attributes) {
    Message node = new Message();
    inputs.forEach(name -> node.text(1, name));
    node.text(2, output).text(4, type);
    for (Message attribute : attributes) {
      node.message(5, attribute);
    }
    nodes.add(node);
  }

  private static Message keepNoDimensions() {
    return new Message().text(1, "keepdims").number(3, 0).number(20, 2);
  }

  private void scalar(String name, float number) {
    byte[] raw = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(number).array();
    constants.add(new Message().number(2, 1).text(8, name).block(9, raw));
  }

  private void shape(String name, int... sizes) {
    ByteBuffer raw = ByteBuffer.allocate(8 * sizes.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int length : sizes) {
      raw.putLong(length);
    }
    constants.add(
        new Message().number(1, sizes.length).number(2, 7).text(8, name).block(9, raw.array()));
  }

  private static Message tensor(String name, int... shape) {
    Message dimensions = new Message();
    for (int length : shape) {
      dimensions.message(1, new Message().number(1, length));
    }
    Message type = new Message().number(1, 1).message(2, dimensions);
    return new Message().text(1, name).message(2, new Message().message(1, type));
  }

  /** A protobuf message. */
  private static final class Message {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, int value) {
      varint(field << 3);
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
      varint(field << 3 | 2);
      varint(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    byte[] bytes() {
      return out.toByteArray();
    }

    private void varint(int value) {
      int rest = value;
      while (rest >= 128) {
        out.write(rest & 127 | 128);
        rest >>>= 7;
      }
      out.write(rest);
    }
  }
}
