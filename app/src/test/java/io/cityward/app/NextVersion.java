package io.cityward.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.cityward.proto.v1.AlgorithmServiceGrpc.AlgorithmServiceBlockingStub;
import io.cityward.proto.v1.AlgorithmVersion;
import io.cityward.proto.v1.AppendUploadRequest;
import io.cityward.proto.v1.FinishUploadRequest;
import io.cityward.proto.v1.Upload;
import io.cityward.proto.v1.UploadStart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The shipped pack, as another version. */
final class NextVersion {

  /** Later than what is shipped, whatever that is. */
  static final String NUMBER = "99.0.0";

  private NextVersion() {}

  /** Uploads the shipped pack under another version. */
  static void upload(AlgorithmServiceBlockingStub algorithms) throws Exception {
    byte[] zip = zip();
    byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(zip);
    Upload upload =
        algorithms.beginUpload(
            UploadStart.newBuilder()
                .setBytes(zip.length)
                .setSha256(HexFormat.of().formatHex(sha256))
                .setIdempotencyKey(UUID.randomUUID().toString())
                .build());
    int chunk = 1 << 20;
    for (int at = 0; at < zip.length; at += chunk) {
      var unused =
          algorithms.appendUpload(
              AppendUploadRequest.newBuilder()
                  .setUploadId(upload.getId())
                  .setOffset(at)
                  .setChunk(ByteString.copyFrom(zip, at, Math.min(chunk, zip.length - at)))
                  .build());
    }
    AlgorithmVersion made =
        algorithms.finishUpload(
            FinishUploadRequest.newBuilder().setUploadId(upload.getId()).build());
    assertThat(made.getVersion()).isEqualTo(NUMBER);
  }

  private static byte[] zip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Path shipped = TestCity.HOME.resolve("models/coco-nanodet");
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        Stream<Path> files = Files.list(shipped)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        zip.putNextEntry(new ZipEntry(name));
        byte[] content = Files.readAllBytes(file);
        zip.write(
            name.equals("pack.yml")
                ? new String(content, UTF_8)
                    .replaceFirst("(?m)^version: .*$", "version: " + NUMBER)
                    .getBytes(UTF_8)
                : content);
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
