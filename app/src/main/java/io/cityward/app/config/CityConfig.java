package io.cityward.app.config;

import io.cityward.alerts.AlertSettings;
import io.cityward.alerts.calibration.CalibrationSettings;
import io.cityward.alerts.compute.book.ComputeSettings;
import io.cityward.app.algorithms.AlgorithmSettings;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.core.settings.Section;
import io.cityward.core.settings.SettingsFile;
import io.cityward.ingest.SessionSettings;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The whole configuration of a process.
 *
 * @param zone whose hours schedules mean
 * @param data the folder of the book, the evidence and the pictures of presets
 * @param pipelines what all cameras have in common between decoder and scenes
 * @param compute how the pool is shared out
 * @param algorithms what the repository takes
 * @param alerts the book, who handles what, and how orders are sent
 * @param calibration what suggested thresholds aim at
 */
public record CityConfig(
    ServerConfig server,
    ZoneId zone,
    Path data,
    InferenceConfig inference,
    ComputeSettings compute,
    AlgorithmSettings algorithms,
    SessionSettings ingest,
    PipelineConfig pipelines,
    EvidenceConfig evidence,
    EventCodes eventCodes,
    AlertSettings alerts,
    CalibrationSettings calibration,
    List<CameraConfig> cameras) {

  /**
   * Reads a file; relative paths in it are relative to its folder.
   *
   * @param home where Cityward itself lies, with the model packs that come with it
   * @throws CityException INVALID with every problem of the file, or NOT_FOUND
   */
  public static CityConfig read(Path file, Path home) {
    Path folder = file.toAbsolutePath().getParent();
    return SettingsFile.read(file, top -> read(top, folder, home));
  }

  /** As {@link #read(Path, Path)}, from text; {@code name} stands for the file in messages. */
  public static CityConfig parse(String yaml, String name, Path folder, Path home) {
    return SettingsFile.parse(yaml, name, top -> read(top, folder, home));
  }

  private static CityConfig read(Section top, Path folder, Path home) {
    ServerConfig server = ServerConfig.read(top.section("server"));
    ZoneId zone = zone(top);
    Path data = folder.resolve(top.section("data").text("folder", "data"));
    InferenceConfig inference = InferenceConfig.read(top.section("inference"), folder, home);
    Optional<ComputeSettings> compute = top.read("compute", ComputeSettings::read);
    Optional<AlgorithmSettings> algorithms =
        top.read("algorithms", section -> AlgorithmSettings.read(section, data, folder));
    SessionSettings ingest = SessionSettings.read(top.section("ingest"));
    PipelineConfig pipelines = PipelineConfig.read(top, inference.deadline(), zone);
    EvidenceConfig evidence = EvidenceConfig.read(top.section("evidence"));
    EventCodes eventCodes = EventCodes.read(top, "eventCodes");
    Optional<AlertSettings> alerts =
        top.read(
            "alerts",
            section -> AlertSettings.read(section, data, server.publicUrl(), folder, zone));
    CalibrationSettings calibration = CalibrationSettings.read(top.section("calibration"));
    List<CameraConfig> cameras =
        top.sections("cameras", camera -> CameraConfig.read(camera, folder));
    eachOnce(top, cameras);
    if (ingest.ringDuration().compareTo(evidence.preRoll().plus(evidence.postRoll())) < 0) {
      top.problem(
          "ingest.ringDuration",
          ingest.ringDuration(),
          "at least evidence.preRoll and evidence.postRoll together, "
              + evidence.preRoll().plus(evidence.postRoll()));
    }
    return top.build(
        () ->
            new CityConfig(
                server,
                zone,
                data,
                inference,
                compute.orElse(null),
                algorithms.orElse(null),
                ingest,
                pipelines,
                evidence,
                eventCodes,
                alerts.orElse(null),
                calibration,
                cameras));
  }

  private static ZoneId zone(Section top) {
    String name = top.text("timeZone", "");
    try {
      return name.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(name);
    } catch (DateTimeException e) {
      top.problem("timeZone", name, "a time zone, such as Asia/Shanghai");
      return ZoneId.systemDefault();
    }
  }

  private static void eachOnce(Section top, List<CameraConfig> cameras) {
    Set<CameraId> seen = new HashSet<>();
    cameras.stream()
        .map(CameraConfig::id)
        // A wrong id is noted as that.
        .filter(Objects::nonNull)
        .filter(id -> !seen.add(id))
        .forEach(id -> top.problem("cameras", id, "each id once"));
  }
}
