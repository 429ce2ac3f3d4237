package io.cityward.inference.pack;

import java.nio.file.Path;

/** Where the model of a pack is run from. */
public sealed interface ModelSource {

  /**
   * A file of the pack's folder.
   *
   * @param path present, with the checksum of the manifest
   * @param sha256 64 lower-case hexadecimal digits
   */
  record ModelFile(Path path, String sha256) implements ModelSource {

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /**
   * A model that a server elsewhere runs.
   *
   * @param remote the server's name in our configuration
   * @param name the model's name on the server
   * @param version the model's version there; empty leaves the choice to the server
   */
  record RemoteModel(String remote, String name, String version) implements ModelSource {

    @Override
    public String toString() {
      return "remote " + remote + ", model " + name + (version.isEmpty() ? "" : " " + version);
    }
  }
}
