package io.cityward.alerts.algorithm;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Versions of the tests' algorithm. */
final class Versions {

  static final String STREET = "street";
  static final Instant NOON = Instant.parse("2026-11-25T04:00:00Z");

  private Versions() {}

  static VersionId id(String version) {
    return new VersionId(STREET, version);
  }

  static PackFacts facts(String content) {
    return new PackFacts(
        "onnxruntime", 1000, content, "zip of " + content, List.of("MIT"), List.of("car"));
  }

  static AlgorithmVersion version(String version, VersionState state) {
    return new AlgorithmVersion(
        id(version),
        VersionOrigin.UPLOADED,
        state,
        state == VersionState.TRIAL_FAILED ? "it saw nothing" : "",
        facts(version),
        NOON,
        "li",
        Optional.empty());
  }

  static TrialReport passed() {
    return new TrialReport(
        List.of(),
        NOON,
        java.time.Duration.ofSeconds(3),
        30,
        20,
        400,
        List.of(new TrialReport.Sample("black 64x48", 0, 30)));
  }

  static TrialReport failed() {
    return TrialReport.failed("output box8: NaN", NOON, java.time.Duration.ofSeconds(1), 0);
  }
}
