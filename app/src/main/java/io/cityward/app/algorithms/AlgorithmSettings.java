package io.cityward.app.algorithms;

import io.cityward.core.settings.Section;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What the algorithm repository may take.
 *
 * @param folder where uploaded packs lie
 * @param dataSets where folders of labelled pictures lie
 * @param mostMebibytes of a ZIP; unpacked it may be twice as much
 * @param uploads how many at once
 * @param uploadPatience without anything new an upload is forgotten
 * @param keepVersions uploaded versions of one algorithm
 * @param licences SPDX ids that a pack may be under
 */
public record AlgorithmSettings(
    Path folder,
    Path dataSets,
    int mostMebibytes,
    int uploads,
    Duration uploadPatience,
    int keepVersions,
    Set<String> licences,
    TrialLimits trial) {

  /** Those that leave a city free to use and to change what it runs. */
  static final Set<String> PERMISSIVE =
      Set.of(
          "Apache-2.0",
          "MIT",
          "MIT-0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "0BSD",
          "ISC",
          "Zlib",
          "BSL-1.0",
          "Unlicense",
          "CC0-1.0",
          "CC-BY-4.0",
          "MPL-2.0",
          "EPL-2.0",
          "MulanPSL-2.0");

  public AlgorithmSettings {
    licences = Set.copyOf(licences);
  }

  /** As by default, below a folder of data. */
  public static AlgorithmSettings in(Path data) {
    return new AlgorithmSettings(
        data.resolve("algorithms"),
        data.resolve("datasets"),
        512,
        4,
        Duration.ofMinutes(10),
        20,
        PERMISSIVE,
        TrialLimits.DEFAULT);
  }

  /**
   * Reads the keys {@code folder}, {@code dataSets}, {@code mostMebibytes}, {@code uploads}, {@code
   * uploadPatience}, {@code keepVersions}, {@code licences} and {@code trial} of a section.
   *
   * @param data the folder of all data, for what is not set
   * @param base what relative paths are relative to
   */
  public static AlgorithmSettings read(Section section, Path data, Path base) {
    AlgorithmSettings usual = in(data);
    Path folder = folder(section, "folder", base, usual.folder);
    Path dataSets = folder(section, "dataSets", base, usual.dataSets);
    int most = section.whole("mostMebibytes", 1, 1536, usual.mostMebibytes);
    int uploads = section.whole("uploads", 1, 64, usual.uploads);
    Duration patience =
        section.duration(
            "uploadPatience", Duration.ofSeconds(10), Duration.ofDays(1), usual.uploadPatience);
    int keep = section.whole("keepVersions", 1, 1000, usual.keepVersions);
    List<String> licences = section.texts("licences");
    TrialLimits trial = TrialLimits.read(section.section("trial"));
    return new AlgorithmSettings(
        folder,
        dataSets,
        most,
        uploads,
        patience,
        keep,
        licences.isEmpty() ? usual.licences : Set.copyOf(licences),
        trial);
  }

  private static Path folder(Section section, String key, Path base, Path usual) {
    String written = section.text(key, "");
    return written.isEmpty() ? usual : base.resolve(written);
  }

  long mostBytes() {
    return (long) mostMebibytes << 20;
  }
}
