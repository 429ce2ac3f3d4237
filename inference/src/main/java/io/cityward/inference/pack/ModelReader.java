package io.cityward.inference.pack;

import io.cityward.core.settings.Section;
import io.cityward.inference.Device;
import io.cityward.inference.pack.ModelSource.ModelFile;
import io.cityward.inference.pack.ModelSource.RemoteModel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what of a manifest says which model runs where: {@code model} and {@code device}. */
final class ModelReader {

  /** The one engine whose models lie elsewhere. */
  static final String REMOTE_ENGINE = "open-inference";

  /** What servers take as names of models and versions, and what is safe in a message. */
  private static final Pattern REMOTE_NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  private static final String REMOTE_NAME_FORM = "1 to 128 of letters, digits, '.', '_', '-'";

  private final Section top;
  private final PackFiles files;
  private final boolean remoteEngine;

  ModelReader(Section top, PackFiles files, String engine) {
    this.top = top;
    this.files = files;
    this.remoteEngine = engine.equals(REMOTE_ENGINE);
  }

  ModelSource source() {
    Section section = top.section("model");
    boolean remote = section.has("remote");
    if (remote && !remoteEngine) {
      top.problem("engine", top.text("engine"), REMOTE_ENGINE + ", as the model is on a remote");
    }
    return remote || remoteEngine ? remote(section) : file(section);
  }

  /** Empty leaves it to the configuration of whoever runs the pack. */
  Optional<Device> device() {
    if (!top.has("device")) {
      return Optional.empty();
    }
    if (remoteEngine) {
      top.problem(
          "device", top.text("device"), "absent: the server decides what its models run on");
    }
    return top.parsed("device", Device::parse);
  }

  private ModelFile file(Section section) {
    Path path = files.present(section, "file");
    return new ModelFile(path, files.checksum(section, "sha256", path));
  }

  private static RemoteModel remote(Section section) {
    String remote =
        Texts.required(section, "remote", PackRepository.NAME, "a name from inference.remotes");
    String name = Texts.required(section, "name", REMOTE_NAME, REMOTE_NAME_FORM);
    String version =
        section.has("version")
            ? Texts.required(section, "version", REMOTE_NAME, REMOTE_NAME_FORM)
            : "";
    return new RemoteModel(remote, name, version);
  }
}
