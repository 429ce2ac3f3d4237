package io.cityward.inference.pack;

import io.cityward.core.CityException;
import io.cityward.inference.Device;
import io.cityward.inference.pack.ModelSource.ModelFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A model with everything needed to feed it, to read it and to answer for it: the checked content
 * of a pack's folder.
 *
 * @param name unique among packs, also the folder's name
 * @param version semantic version, raised with any change that alters detections
 * @param engine name of the engine that runs the model
 * @param source the model: a file of the folder, or one that a server elsewhere runs
 * @param device what the pack asks to be run on; empty: as configured
 * @param input what the graph is given
 * @param preprocessing how a picture becomes the input
 * @param outputs how the graph's outputs become boxes
 * @param labels the model's classes in the order of its scores
 * @param origin where the model comes from, on which terms, and how good it is
 */
public record ModelPack(
    String name,
    String version,
    String engine,
    ModelSource source,
    Optional<Device> device,
    ModelInput input,
    Preprocessing preprocessing,
    Outputs outputs,
    List<Label> labels,
    Origin origin) {

  public ModelPack {
    labels = List.copyOf(labels);
  }

  /** The size that the pack names first. */
  public InputSize defaultSize() {
    return input.sizes().get(0);
  }

  /**
   * The model file, present and with the checksum of the manifest.
   *
   * @throws CityException if the model is not a file
   */
  public Path model() {
    return file().path();
  }

  /**
   * Checksum of the model file, 64 lower-case hexadecimal digits.
   *
   * @throws CityException if the model is not a file
   */
  public String sha256() {
    return file().sha256();
  }

  private ModelFile file() {
    if (source instanceof ModelFile file) {
      return file;
    }
    throw CityException.invalid("pack " + this + ": model", source, "a file of the pack");
  }

  /**
   * Refuses a size that the graph cannot take.
   *
   * @throws CityException naming the pack, the size and what it must be a multiple of
   */
  public void check(InputSize size) {
    if (!size.isMultipleOf(input.multipleOf())) {
      throw CityException.invalid(
          "pack " + this + ": size", size, "both sides multiples of " + input.multipleOf());
    }
  }

  /** The same pack, reporting boxes from another score on. */
  public ModelPack withMinScore(double least) {
    return new ModelPack(
        name,
        version,
        engine,
        source,
        device,
        input,
        preprocessing,
        outputs.withMinScore(least),
        labels,
        origin);
  }

  /** The same pack, reporting only those of its classes that are wanted. */
  public ModelPack reporting(Set<String> wanted) {
    return new ModelPack(
        name,
        version,
        engine,
        source,
        device,
        input,
        preprocessing,
        outputs,
        labels.stream()
            .map(label -> new Label(label.name(), label.as().filter(wanted::contains)))
            .toList(),
        origin);
  }

  /** Name and version, as logs and messages name a pack. */
  @Override
  public String toString() {
    return name + " " + version;
  }
}
