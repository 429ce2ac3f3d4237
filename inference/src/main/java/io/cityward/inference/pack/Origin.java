package io.cityward.inference.pack;

import java.util.List;
import java.util.Optional;

/**
 * Where a model comes from, on which terms it may be used, and how well it was seen to work.
 *
 * @param source address of what it was made from
 * @param files the parts of the source that were used
 * @param upstream address of the project that designed or trained it
 * @param trainedOn the data it was trained on
 * @param recipe the command in the pack's folder that makes the model file again
 */
public record Origin(
    String source,
    List<String> files,
    String upstream,
    String trainedOn,
    String recipe,
    List<Licence> licences,
    List<Quality> quality) {

  /**
   * A licence of a part of the pack.
   *
   * @param spdx its SPDX identifier
   * @param appliesTo the part
   * @param file its text within the pack's folder
   */
  public record Licence(String spdx, String appliesTo, String file) {}

  /**
   * A measured figure.
   *
   * @param what what was measured
   * @param by who measured it
   * @param command what repeats the measurement, where something does
   */
  public record Quality(String what, double value, String by, Optional<String> command) {}

  public Origin {
    files = List.copyOf(files);
    licences = List.copyOf(licences);
    quality = List.copyOf(quality);
  }
}
