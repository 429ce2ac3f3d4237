package io.cityward.alerts.alert;

import io.cityward.core.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A file that shows what happened. It never changes once it is taken.
 *
 * @param path where the server offers it: "/evidence/…"
 * @param sha256 lower-case hex, computed when the evidence was taken
 */
public record Evidence(
    Kind kind, String path, String mediaType, long bytes, String sha256, Instant takenAt) {

  /** What kind of file, with its name in the evidence store. */
  public enum Kind {
    SNAPSHOT("snapshot.jpg", "image/jpeg"),
    CLIP("clip.mp4", "video/mp4"),
    /** What the scene saw, with nothing drawn on it: for training, not for people. */
    FRAME("frame.jpg", "image/jpeg"),
    /** The place after its case was handled. */
    AFTER("after.jpg", "image/jpeg");

    private final String fileName;
    private final String mediaType;

    Kind(String fileName, String mediaType) {
      this.fileName = fileName;
      this.mediaType = mediaType;
    }

    public String fileName() {
      return fileName;
    }

    public String mediaType() {
      return mediaType;
    }
  }

  public Evidence {
    List<Problem> problems = new ArrayList<>();
    if (kind == null) {
      problems.add(Problem.of("evidence.kind", null, "SNAPSHOT, CLIP, FRAME or AFTER"));
    }
    if (path == null || !path.startsWith("/evidence/")) {
      problems.add(Problem.of("evidence.path", path, "a path below /evidence/"));
    }
    if (sha256 == null || !sha256.matches("[0-9a-f]{64}")) {
      problems.add(Problem.of("evidence.sha256", sha256, "64 lower-case hex digits"));
    }
    if (bytes < 0) {
      problems.add(Problem.of("evidence.bytes", bytes, "0 or more"));
    }
    if (takenAt == null) {
      problems.add(Problem.of("evidence.takenAt", null, "a time"));
    }
    Texts.check(problems, "evidence.mediaType", mediaType, 1, 100);
    Texts.refuse(problems);
    takenAt = takenAt.truncatedTo(ChronoUnit.MICROS);
  }

  /** Whether it was taken of a finding: it lies in a folder of that name. */
  public boolean shows(FindingId finding) {
    String[] folders = path.split("/");
    return folders[folders.length - 2].equals(finding.value());
  }
}
