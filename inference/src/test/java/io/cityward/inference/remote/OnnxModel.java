package io.cityward.inference.remote;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import com.google.protobuf.ByteString;
import io.cityward.inference.EngineSetup;
import io.cityward.inference.onnx.OnnxEngine;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackRepository;
import io.cityward.proto.inference.ModelInferRequest;
import io.cityward.proto.inference.ModelInferRequest.InferInputTensor;
import io.cityward.proto.inference.ModelInferRequest.InferRequestedOutputTensor;
import io.cityward.proto.inference.ModelInferResponse;
import io.cityward.proto.inference.ModelMetadataResponse;
import io.cityward.proto.inference.ModelMetadataResponse.TensorMetadata;
import io.cityward.testkit.ModelServer;
import io.grpc.Status;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs an ONNX file for a {@link ModelServer}, with ONNX Runtime and nothing of ours. */
public final class OnnxModel implements ModelServer.Model, AutoCloseable {

  public static final String NAME = "street-detector";

  private final String name;
  private final OrtSession session;

  OnnxModel(String name, Path file) throws OrtException {
    this.name = name;
    SessionOptions options = new SessionOptions();
    options.setIntraOpNumThreads(1);
    this.session = OrtEnvironment.getEnvironment().createSession(file.toString(), options);
  }

  /** The pack of this repository, under a name of the server's own. */
  public static OnnxModel cocoNanodet() throws OrtException {
    // DJL must make the process's one OrtEnvironment: it cannot set threads on another's.
    ModelPack pack = new PackRepository(Path.of("../models")).pack("coco-nanodet");
    new OnnxEngine().open(pack, pack.defaultSize(), EngineSetup.DEFAULT).close();
    return new OnnxModel(NAME, pack.model());
  }

  @Override
  public ModelMetadataResponse metadata() {
    try {
      ModelMetadataResponse.Builder metadata =
          ModelMetadataResponse.newBuilder()
              .setName(name)
              .addVersions("1")
              .setPlatform("onnxruntime_onnx");
      session.getInputInfo().values().forEach(node -> metadata.addInputs(tensor(node)));
      session.getOutputInfo().values().forEach(node -> metadata.addOutputs(tensor(node)));
      return metadata.build();
    } catch (OrtException e) {
      throw Status.INTERNAL.withDescription(e.getMessage()).asRuntimeException();
    }
  }

  @Override
  public ModelInferResponse infer(ModelInferRequest request) {
    InferInputTensor input = request.getInputs(0);
    long[] shape = input.getShapeList().stream().mapToLong(Long::longValue).toArray();
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), direct(request.getRawInputContents(0)), shape);
        OrtSession.Result result = session.run(Map.of(input.getName(), tensor), wanted(request))) {
      ModelInferResponse.Builder answer =
          ModelInferResponse.newBuilder().setModelName(name).setModelVersion("1");
      for (InferRequestedOutputTensor output : request.getOutputsList()) {
        add(answer, output.getName(), (OnnxTensor) result.get(output.getName()).orElseThrow());
      }
      return answer.build();
    } catch (OrtException e) {
      throw Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asRuntimeException();
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }

  private static Set<String> wanted(ModelInferRequest request) {
    return request.getOutputsList().stream()
        .map(InferRequestedOutputTensor::getName)
        .collect(Collectors.toSet());
  }

  private static void add(ModelInferResponse.Builder answer, String name, OnnxTensor tensor) {
    var output = answer.addOutputsBuilder().setName(name).setDatatype("FP32");
    for (long dimension : tensor.getInfo().getShape()) {
      output.addShape(dimension);
    }
    answer.addRawOutputContents(
        ByteString.copyFrom(tensor.getByteBuffer().order(ByteOrder.LITTLE_ENDIAN)));
  }

  private static FloatBuffer direct(ByteString bytes) {
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.size()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.copyTo(direct);
    return direct.flip().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  private static TensorMetadata tensor(NodeInfo node) {
    TensorMetadata.Builder tensor = TensorMetadata.newBuilder().setName(node.getName());
    TensorInfo info = (TensorInfo) node.getInfo();
    tensor.setDatatype(info.type.name().equals("FLOAT") ? "FP32" : info.type.name());
    for (long dimension : info.getShape()) {
      tensor.addShape(dimension);
    }
    return tensor.build();
  }
}
