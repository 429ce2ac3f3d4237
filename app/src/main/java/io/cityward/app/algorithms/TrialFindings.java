package io.cityward.app.algorithms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cityward.alerts.algorithm.TrialReport;
import io.cityward.alerts.algorithm.TrialReport.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the process of a trial has to say, as the JSON in which it says it. */
record TrialFindings(
    List<String> problems, double millisPerPicture, double referenceMillis, List<Sample> samples) {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final long LARGEST_BYTES = 1 << 20;

  TrialFindings {
    problems = List.copyOf(problems);
    samples = List.copyOf(samples);
  }

  void write(Path file) throws IOException {
    JSON.writeValue(file.toFile(), this);
  }

  /** Empty if the file is not there, or is nothing that a trial writes. */
  static Optional<TrialFindings> read(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LARGEST_BYTES) {
        return Optional.empty();
      }
      TrialFindings read = JSON.readValue(file.toFile(), TrialFindings.class);
      return read.sound() ? Optional.of(read) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A pass says how long pictures took, in numbers that there are. */
  private boolean sound() {
    boolean numbers =
        Double.isFinite(millisPerPicture)
            && Double.isFinite(referenceMillis)
            && millisPerPicture >= 0
            && referenceMillis >= 0;
    return numbers && (!problems.isEmpty() || (millisPerPicture > 0 && !samples.isEmpty()));
  }

  TrialReport report(Instant at, Duration took, long mebibytes) {
    return new TrialReport(
        problems, at, took, millisPerPicture, referenceMillis, mebibytes, samples);
  }
}
