package io.cityward.app.server;

import io.cityward.alerts.camera.RegisteredCamera;
import io.cityward.alerts.grpc.Actor;
import io.cityward.alerts.grpc.Answers;
import io.cityward.alerts.grpc.RequestCheck;
import io.cityward.alerts.registry.CameraRegistry;
import io.cityward.alerts.registry.Command;
import io.cityward.app.cameras.CameraDesk;
import io.cityward.app.cameras.CameraForm;
import io.cityward.app.cameras.CameraImport;
import io.cityward.app.cameras.CameraRoll;
import io.cityward.app.cameras.ImportReport;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.core.Problem;
import io.cityward.proto.v1.CameraSettings;
import io.cityward.proto.v1.CreateCameraRequest;
import io.cityward.proto.v1.DeleteCameraRequest;
import io.cityward.proto.v1.DeleteCameraResponse;
import io.cityward.proto.v1.ImportCamerasRequest;
import io.cityward.proto.v1.ImportCamerasResponse;
import io.cityward.proto.v1.ImportOutcome;
import io.cityward.proto.v1.ImportedLine;
import io.cityward.proto.v1.SetCameraEnabledRequest;
import io.cityward.proto.v1.UpdateCameraRequest;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What changes the cameras, and what is configured for them, as messages. */
public final class CameraCommands {

  private static final int LONGEST_KEY = 100;

  private final CameraRoll roll;
  private final CameraRegistry registry;
  private final CameraDesk desk;
  private final CameraImport csv;

  public CameraCommands(CameraRoll roll, CameraRegistry registry, CameraDesk desk) {
    this.roll = roll;
    this.registry = registry;
    this.desk = desk;
    this.csv = new CameraImport(desk, roll, registry);
  }

  /** Tells of each camera that was removed, after it has left the board. */
  void onRemoved(Consumer<CameraId> listener) {
    desk.onRemoved(listener);
  }

  boolean registered(CameraId id) {
    return roll.inFile(id).isEmpty();
  }

  CameraSettings settings(String id) {
    CameraId camera = id(id);
    return roll.inFile(camera)
        .map(CameraSettingsMessages::of)
        .orElseGet(
            () ->
                message(
                    registry
                        .find(camera)
                        .orElseThrow(() -> CityException.notFound("camera", camera))));
  }

  CameraSettings create(CreateCameraRequest request) {
    Command command = command(request.getIdempotencyKey());
    return message(Answers.of(inSettings(() -> desk.create(form(request.getSettings()), command))));
  }

  CameraSettings update(UpdateCameraRequest request) {
    Command command = command(request.getIdempotencyKey());
    CameraSettings settings = request.getSettings();
    return message(
        Answers.of(inSettings(() -> desk.update(form(settings), settings.getRevision(), command))));
  }

  CameraSettings setEnabled(SetCameraEnabledRequest request) {
    Command command = command(request.getIdempotencyKey());
    CameraId id = id(request.getCameraId());
    return message(Answers.of(desk.setEnabled(id, request.getEnabled(), command)));
  }

  DeleteCameraResponse delete(DeleteCameraRequest request) {
    Command command = command(request.getIdempotencyKey());
    var unused = Answers.of(desk.delete(id(request.getCameraId()), command));
    return DeleteCameraResponse.getDefaultInstance();
  }

  ImportCamerasResponse importCsv(ImportCamerasRequest request) {
    Command command = command(request.getIdempotencyKey());
    ImportReport report =
        csv.run(request.getCsv(), request.getDryRun(), request.getReplace(), command);
    ImportCamerasResponse.Builder response =
        ImportCamerasResponse.newBuilder()
            .setAdded(report.count(ImportReport.Result.ADDED))
            .setReplaced(report.count(ImportReport.Result.REPLACED))
            .setRefused(report.count(ImportReport.Result.REFUSED));
    report.lines().forEach(line -> response.addLines(line(line)));
    return response.build();
  }

  private static ImportedLine line(ImportReport.Line line) {
    return ImportedLine.newBuilder()
        .setLine(line.number())
        .setCameraId(line.camera())
        .setOutcome(ImportOutcome.valueOf("IMPORT_" + line.result().name()))
        .addAllProblems(line.problems())
        .build();
  }

  private CameraSettings message(RegisteredCamera camera) {
    return CameraSettingsMessages.of(roll.config(camera), camera);
  }

  private static CameraForm form(CameraSettings settings) {
    return CameraSettingsMessages.form(settings);
  }

  private static Command command(String key) {
    RequestCheck check = new RequestCheck();
    String checked = check.text("idempotency_key", key, 1, LONGEST_KEY);
    check.done();
    return new Command(Actor.current(), checked);
  }

  static CameraId id(String text) {
    RequestCheck check = new RequestCheck();
    CameraId id = check.parsed("camera_id", null, () -> new CameraId(text));
    check.done();
    return id;
  }

  /** Problems are named as in the configuration file, and told as fields of the message. */
  private static <T> T inSettings(Supplier<T> work) {
    try {
      return work.get();
    } catch (CityException e) {
      if (e.problems().isEmpty()) {
        throw e;
      }
      throw CityException.invalid(e.problems().stream().map(CameraCommands::field).toList());
    }
  }

  private static Problem field(Problem problem) {
    String name =
        switch (problem.name()) {
          case "subUrl" -> "sub_url";
          case "inputSize" -> "input_size";
          // The reader's name for the camera as a whole: its zones and its scenes do not fit.
          case "file" -> "scenes";
          default -> problem.name();
        };
    return new Problem("", "settings." + name, problem.text());
  }
}
