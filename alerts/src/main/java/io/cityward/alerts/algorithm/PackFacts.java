package io.cityward.alerts.algorithm;

import java.util.List;

/**
 * What is told of a pack without opening it.
 *
 * @param bytes of all its files
 * @param sha256 of what is in it, however it was zipped
 * @param archiveSha256 of the ZIP it came in; empty if in none
 * @param licences SPDX ids
 * @param labels what it reports
 */
public record PackFacts(
    String engine,
    long bytes,
    String sha256,
    String archiveSha256,
    List<String> licences,
    List<String> labels) {

  public PackFacts {
    licences = List.copyOf(licences);
    labels = List.copyOf(labels);
  }
}
