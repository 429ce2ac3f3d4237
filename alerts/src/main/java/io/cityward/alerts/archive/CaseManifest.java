package io.cityward.alerts.archive;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.cityward.core.CityException;
import java.io.IOException;
import java.util.List;

/**
 * What an export holds, who took it and when; {@code manifest.json}. Its bytes are what is signed.
 *
 * @param exportedAt ISO 8601, UTC
 * @param files all files but the manifest, its signature and the key
 * @param missing evidence that the case had and that is no longer kept
 */
public record CaseManifest(
    String format,
    String workOrder,
    String alert,
    String exportedAt,
    String exportedBy,
    List<Entry> files,
    List<String> missing) {

  public static final String FORMAT = "cityward-case/1";

  /**
   * One file.
   *
   * @param sha256 of its bytes here
   * @param capturedSha256 of evidence: as it was when it was taken; differs if it was altered since
   * @param takenAt of evidence, ISO 8601, UTC
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Entry(
      String name, long bytes, String sha256, String capturedSha256, String takenAt) {

    private boolean differs() {
      return capturedSha256 != null && !capturedSha256.equals(sha256);
    }
  }

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  public CaseManifest {
    files = List.copyOf(files);
    missing = List.copyOf(missing);
  }

  /** Names of evidence that is not what it was when it was taken. */
  public List<String> altered() {
    return files.stream().filter(Entry::differs).map(Entry::name).toList();
  }

  byte[] json() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of texts", e);
    }
  }

  /**
   * Reads a manifest.
   *
   * @throws CityException INVALID if it is none, or of another format
   */
  static CaseManifest parse(byte[] json) {
    try {
      CaseManifest manifest = JSON.readValue(json, CaseManifest.class);
      if (!FORMAT.equals(manifest.format)) {
        throw CityException.invalid("manifest.json: format", manifest.format, FORMAT);
      }
      return manifest;
    } catch (IOException | NullPointerException e) {
      throw CityException.invalid("manifest.json", json.length + " bytes", "a manifest, " + FORMAT);
    }
  }
}
