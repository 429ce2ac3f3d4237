package io.cityward.app.algorithms;

import io.cityward.core.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What lies in a folder.
 *
 * @param bytes of all files
 * @param sha256 over the paths of the files and their checksums, so that it does not matter how
 *     they came there
 */
record FolderContent(long bytes, String sha256) {

  static FolderContent of(Path folder) throws IOException {
    MessageDigest all = Sha256.digest();
    long bytes = 0;
    for (Path file : files(folder)) {
      String path = folder.relativize(file).toString().replace('\\', '/');
      all.update((path + "\0" + sha256(file) + "\n").getBytes(StandardCharsets.UTF_8));
      bytes += Files.size(file);
    }
    return new FolderContent(bytes, HexFormat.of().formatHex(all.digest()));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> inside = Files.walk(folder)) {
      return inside.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return Sha256.hex(digest);
  }
}
