package io.cityward.alerts.evidence;

import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.FindingId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Keeps evidence files. Safe for any number of threads. */
public interface EvidenceStore {

  /** Writes the bytes of a piece of evidence. */
  @FunctionalInterface
  interface Content {

    /**
     * Writes the whole file.
     *
     * @param file where; does not exist yet, and ends as its kind does ({@code .jpg}, {@code .mp4})
     */
    void writeTo(Path file) throws IOException;
  }

  /** Makes room; clears what a killed process left half-written. */
  void start();

  /**
   * Keeps a file. It is seen whole or not at all. A finding has one file of each kind: what is kept
   * already stays, and is returned.
   *
   * @throws io.cityward.core.CityException EXTERNAL_FAILED when it cannot be written
   */
  Evidence put(FindingId finding, Evidence.Kind kind, Instant takenAt, Content content);

  /**
   * Keeps the very same file for another finding too, under that one's name; it takes no more room.
   *
   * @throws io.cityward.core.CityException NOT_FOUND if it is not kept here; EXTERNAL_FAILED when
   *     it cannot be written
   */
  Evidence share(Evidence kept, FindingId with);

  /** A file that is kept beside evidence, by its path. */
  record Kept(String path, long bytes, String sha256) {}

  /**
   * Keeps a file that somebody put to an order, each under a name of its own. It is seen whole or
   * not at all.
   *
   * @param folder as a finding's: the order's id
   * @param suffix of the name, without the dot: jpg, png, webp, mp4 or pdf
   * @throws io.cityward.core.CityException EXTERNAL_FAILED when it cannot be written
   */
  Kept keep(FindingId folder, String suffix, Instant takenAt, Content content);

  /**
   * The file that a request path names, to be read. Empty for every path that {@link #put} has not
   * given out.
   */
  Optional<Path> file(String requestPath);
}
