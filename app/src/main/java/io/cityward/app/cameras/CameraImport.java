package io.cityward.app.cameras;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.camera.RegisteredCamera;
import io.cityward.alerts.registry.CameraRegistry;
import io.cityward.alerts.registry.Command;
import io.cityward.app.cameras.ImportReport.Line;
import io.cityward.app.cameras.ImportReport.Result;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.core.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds cameras from CSV. Each line is a change of its own: good ones are taken, bad ones are
 * reported with everything that is wrong. The same import again under its key changes nothing, and
 * one that was cut off goes on where it ended.
 */
public final class CameraImport {

  private static final Map<String, String> COLUMNS =
      Map.of(
          "subUrl", "sub_url",
          "inputSize", "input_size",
          "place.name", "place",
          "place.area", "area",
          "place.latitude", "latitude",
          "place.longitude", "longitude",
          "patrol", "patrol_every",
          "patrol.every", "patrol_every",
          "patrol.stay", "patrol_stay");

  private final CameraDesk desk;
  private final CameraRoll roll;
  private final CameraRegistry registry;

  public CameraImport(CameraDesk desk, CameraRoll roll, CameraRegistry registry) {
    this.desk = desk;
    this.roll = roll;
    this.registry = registry;
  }

  /**
   * Imports a file.
   *
   * @param dryRun says what would happen, and changes nothing
   * @param replace whether a line replaces a camera that exists, or is refused
   * @throws CityException INVALID if the file is none that can be read line by line
   */
  public ImportReport run(String csv, boolean dryRun, boolean replace, Command command) {
    Map<String, Integer> seen = new HashMap<>();
    List<Line> lines = new ArrayList<>();
    for (CsvLine line : CsvFile.read(csv)) {
      String id = line.cell(CsvColumn.ID);
      Integer first = seen.putIfAbsent(id, line.number());
      lines.add(
          first != null && !id.isEmpty()
              ? refused(
                  line, List.of("id: " + id + " (expected: once; it is in line " + first + ")"))
              : take(line, dryRun, replace, command));
    }
    return new ImportReport(lines);
  }

  private Line take(CsvLine line, boolean dryRun, boolean replace, Command command) {
    if (!line.problems().isEmpty()) {
      return refused(line, line.problems());
    }
    try {
      Optional<RegisteredCamera> before = registered(line);
      boolean again = before.isPresent() && carriedOut(before.get(), command).isPresent();
      if (before.isPresent() && !replace && !again) {
        throw CityException.invalid(
            "id", line.cell(CsvColumn.ID), "an id not yet in use, or an import that may replace");
      }
      return take(line, before, dryRun, command);
    } catch (CityException e) {
      return refused(line, problems(e));
    }
  }

  private Line take(
      CsvLine line, Optional<RegisteredCamera> before, boolean dryRun, Command command) {
    boolean adds =
        before.isEmpty() || carriedOut(before.get(), command).filter("CREATE"::equals).isPresent();
    // An addition that is repeated is read as it was: as that of a new camera.
    Optional<RegisteredCamera> base = adds ? Optional.empty() : before;
    CameraForm form = form(line, base);
    if (dryRun) {
      desk.check(form, base);
    } else {
      Outcome<RegisteredCamera> outcome =
          adds
              ? desk.create(form, command)
              : desk.update(form, base.orElseThrow().revision(), command);
      if (outcome instanceof Outcome.Refused<RegisteredCamera> refused) {
        return refused(line, List.of(refused.message()));
      }
    }
    return new Line(
        line.number(), line.cell(CsvColumn.ID), adds ? Result.ADDED : Result.REPLACED, List.of());
  }

  private Optional<RegisteredCamera> registered(CsvLine line) {
    String text = line.cell(CsvColumn.ID);
    try {
      CameraId id = new CameraId(text);
      roll.refuseOfFile(id);
      return registry.find(id);
    } catch (CityException e) {
      if (e.problems().isEmpty()) {
        throw e;
      }
      // No id: told with whatever else is wrong.
      return Optional.empty();
    }
  }

  private Optional<String> carriedOut(RegisteredCamera camera, Command command) {
    return registry.before(camera.id(), command.key());
  }

  private static CameraForm form(CsvLine line, Optional<RegisteredCamera> before) {
    ObjectNode settings =
        before.map(camera -> Settings.parse(camera.settings())).orElse(Settings.empty());
    return CsvCamera.form(
        line,
        settings,
        before.map(RegisteredCamera::enabled).orElse(true),
        before.map(camera -> camera.login().user()).orElse(""));
  }

  private static Line refused(CsvLine line, List<String> problems) {
    return new Line(line.number(), line.cell(CsvColumn.ID), Result.REFUSED, problems);
  }

  private static List<String> problems(CityException e) {
    return e.problems().isEmpty()
        ? List.of(e.getMessage())
        : e.problems().stream().map(CameraImport::inColumns).toList();
  }

  /** A problem without a name of its own says itself what it is about. */
  private static String inColumns(Problem problem) {
    return problem.name().equals("file")
        ? problem.text()
        : COLUMNS.getOrDefault(problem.name(), problem.name()) + ": " + problem.text();
  }
}
