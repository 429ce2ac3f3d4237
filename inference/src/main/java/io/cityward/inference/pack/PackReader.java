package io.cityward.inference.pack;

import io.cityward.core.settings.Section;
import io.cityward.inference.Device;
import io.cityward.inference.pack.Origin.Licence;
import io.cityward.inference.pack.Origin.Quality;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the manifest of one pack, key by key in the order of the file, and checks its files. */
final class PackReader {

  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?");

  private final PackFiles files;
  private final String folderName;

  PackReader(Path folder) {
    this.files = new PackFiles(folder);
    this.folderName = folder.getFileName().toString();
  }

  ModelPack read(Section top) {
    String name = Texts.required(top, "name", folderName::equals, folderName + ", as the folder");
    String version = Texts.required(top, "version", VERSION, "major.minor.patch, such as 1.0.0");
    Texts.oneOf(top, "task", List.of("object-detection"));
    String engine = Texts.required(top, "engine", PackRepository.NAME, "the name of an engine");
    ModelReader reader = new ModelReader(top, files, engine);
    ModelSource source = reader.source();
    Optional<Device> device = reader.device();
    ModelInput input = new InputReader(top.section("input")).read();
    Preprocessing preprocessing = preprocessing(top.section("preprocessing"));
    LabelsReader labels = new LabelsReader();
    Outputs outputs = new OutputsReader(top, input.multipleOf(), labels).read();
    Origin origin = origin(top);
    return new ModelPack(
        name,
        version,
        engine,
        source,
        device,
        input,
        preprocessing,
        outputs,
        labels.labels(),
        origin);
  }

  private static Preprocessing preprocessing(Section section) {
    Texts.oneOf(section, "resize", List.of("letterbox"));
    int pad = section.whole("pad", 0, 255);
    List<Double> mean = section.numbers("mean");
    if (mean.size() != 3) {
      section.problem("mean", mean, "three numbers, one per channel");
    }
    List<Double> std = section.numbers("std");
    if (std.size() != 3 || std.stream().anyMatch(s -> s <= 0)) {
      section.problem("std", std, "three numbers above 0, one per channel");
    }
    return new Preprocessing(pad, mean, std);
  }

  private Origin origin(Section top) {
    Section section = top.section("origin");
    List<Licence> licences = top.sections("licences", this::licence);
    if (licences.isEmpty()) {
      top.problem("licences", "none", "at least one, with its text");
    }
    return new Origin(
        section.text("source"),
        section.texts("files"),
        section.text("upstream"),
        section.text("trainedOn"),
        section.text("recipe"),
        licences,
        top.sections("quality", PackReader::quality));
  }

  private Licence licence(Section section) {
    files.present(section, "file");
    return new Licence(section.text("spdx"), section.text("appliesTo"), section.text("file"));
  }

  private static Quality quality(Section section) {
    Optional<String> command =
        section.has("command") ? Optional.of(section.text("command")) : Optional.empty();
    return new Quality(
        section.text("what"),
        section.number("value", -Double.MAX_VALUE, Double.MAX_VALUE),
        section.text("by"),
        command);
  }
}
