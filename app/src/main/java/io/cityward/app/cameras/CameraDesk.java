package io.cityward.app.cameras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.camera.CameraDraft;
import io.cityward.alerts.camera.Login;
import io.cityward.alerts.camera.RegisteredCamera;
import io.cityward.alerts.registry.CameraRegistry;
import io.cityward.alerts.registry.Command;
import io.cityward.alerts.registry.PresetPictures;
import io.cityward.app.config.CameraConfig;
import io.cityward.app.config.Task;
import io.cityward.app.pipeline.CameraBoard;
import io.cityward.core.CameraId;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.core.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Adds, changes and removes cameras: a form is checked as a whole, stored, and then put on the
 * board, one change at a time. A change that was stored when the process ended takes effect at the
 * next start.
 */
public final class CameraDesk {

  private final CameraRoll roll;
  private final CameraRegistry registry;
  private final PresetPictures pictures;
  private final Path data;
  private final CameraBoard board;
  private final Consumer<CameraConfig> departments;
  private final List<Consumer<CameraId>> onRemoved = new CopyOnWriteArrayList<>();

  /**
   * @param data the folder that the pictures of presets lie in
   * @param departments refuses a camera that names one that is not there
   */
  public CameraDesk(
      CameraRoll roll,
      CameraRegistry registry,
      Path data,
      CameraBoard board,
      Consumer<CameraConfig> departments) {
    this.roll = roll;
    this.registry = registry;
    this.pictures = new PresetPictures(data);
    this.data = data;
    this.board = board;
    this.departments = departments;
  }

  /** Tells of each camera that was removed, after it has left the board. */
  public void onRemoved(Consumer<CameraId> listener) {
    onRemoved.add(listener);
  }

  /**
   * Adds a camera.
   *
   * @throws CityException INVALID with all that is wrong, ALREADY_EXISTS, or FULL
   */
  public synchronized Outcome<RegisteredCamera> create(CameraForm form, Command command) {
    CameraId id = id(form);
    if (roll.inFile(id).isPresent()) {
      throw new CityException(
          ErrorCode.ALREADY_EXISTS,
          "camera: " + id + " (expected: an id not yet in use; it stands in the configuration)");
    }
    return store(form, Optional.empty(), draft -> registry.create(draft, command));
  }

  /**
   * Replaces what a camera is.
   *
   * @throws CityException INVALID with all that is wrong, NOT_FOUND, or ILLEGAL_STATE for a camera
   *     of the configuration file
   */
  public synchronized Outcome<RegisteredCamera> update(
      CameraForm form, long basedOn, Command command) {
    RegisteredCamera before = registered(id(form));
    return store(form, Optional.of(before), draft -> registry.update(draft, basedOn, command));
  }

  /**
   * Sets from which score on a scene's findings are told; everything else stays.
   *
   * @param basedOn the revision that the caller has seen; refused as stale if it is not the newest
   * @throws CityException INVALID with all that is wrong, NOT_FOUND, or ILLEGAL_STATE for a camera
   *     of the configuration file
   */
  synchronized Outcome<RegisteredCamera> setLeastAlertScore(
      CameraId id, String scene, double leastScore, long basedOn, Command command) {
    RegisteredCamera before = registered(id);
    ObjectNode settings = Settings.parse(before.settings());
    Settings.task(settings, scene).put(Task.LEAST_ALERT_SCORE, leastScore);
    CameraForm form =
        new CameraForm(
            settings, before.enabled(), before.login().user(), Optional.empty(), Map.of());
    return store(
        form,
        Optional.of(before),
        draft -> registry.calibrate(draft, scene + " " + leastScore, basedOn, command));
  }

  /**
   * Connects to a camera, or no longer.
   *
   * @throws CityException NOT_FOUND, or ILLEGAL_STATE for a camera of the configuration file
   */
  public synchronized Outcome<RegisteredCamera> setEnabled(
      CameraId id, boolean enabled, Command command) {
    registered(id);
    return onBoard(registry.setEnabled(id, enabled, command));
  }

  /**
   * Removes a camera.
   *
   * @throws CityException NOT_FOUND, or ILLEGAL_STATE for a camera of the configuration file
   */
  public synchronized Outcome<Optional<RegisteredCamera>> delete(CameraId id, Command command) {
    roll.refuseOfFile(id);
    Outcome<Optional<RegisteredCamera>> outcome = registry.delete(id, command);
    if (outcome instanceof Outcome.Done<Optional<RegisteredCamera>> done
        && done.value().isPresent()) {
      board.remove(id.value());
      pictures.keepOnly(id, Set.of());
      onRemoved.forEach(listener -> listener.accept(id));
    }
    return outcome;
  }

  /**
   * Whether a form would be taken, with nothing stored.
   *
   * @param before the camera that it is to replace
   * @throws CityException INVALID with all that is wrong
   */
  synchronized void check(CameraForm form, Optional<RegisteredCamera> before) {
    CameraId id = id(form);
    try {
      var unused = draft(form, before);
    } finally {
      tidy(id);
    }
  }

  /** The id; where there is none, everything that is wrong with the form is told. */
  private CameraId id(CameraForm form) {
    return form.id()
        .orElseGet(
            () ->
                CameraConfig.of(form.settings().toString(), form.enabled(), Login.NONE, data).id());
  }

  private RegisteredCamera registered(CameraId id) {
    roll.refuseOfFile(id);
    return registry.find(id).orElseThrow(() -> CityException.notFound("camera", id));
  }

  private Outcome<RegisteredCamera> store(
      CameraForm form,
      Optional<RegisteredCamera> before,
      Function<CameraDraft, Outcome<RegisteredCamera>> write) {
    try {
      return onBoard(write.apply(draft(form, before)));
    } finally {
      tidy(id(form));
    }
  }

  /** Checks everything; the pictures are written, as what is stored refers to them. */
  private CameraDraft draft(CameraForm form, Optional<RegisteredCamera> before) {
    ObjectNode settings = form.settings().deepCopy();
    ObjectNode kept = before.map(c -> Settings.parse(c.settings())).orElse(Settings.empty());
    Settings.unmask(settings, kept);
    Problems problems = new Problems();
    Login login = problems.attempt(Login.NONE, () -> login(form, settings, before));
    writePictures(form, settings, kept, problems);
    String text = settings.toString();
    CameraConfig config =
        problems.attempt(null, () -> CameraConfig.of(text, form.enabled(), login, data));
    if (config != null) {
      check(config, this::checkTasks, problems);
      check(config, departments, problems);
    }
    problems.done();
    return new CameraDraft(id(form), form.enabled(), text, login);
  }

  private static void check(CameraConfig config, Consumer<CameraConfig> check, Problems problems) {
    problems.attempt(
        config,
        () -> {
          check.accept(config);
          return config;
        });
  }

  /** What the tasks' packs refuse is either the input size or the task itself. */
  private void checkTasks(CameraConfig config) {
    try {
      board.check(config);
    } catch (CityException e) {
      throw CityException.invalid(
          e.problems().isEmpty()
              ? List.of(new Problem("", "scenes", e.getMessage()))
              : e.problems().stream().map(CameraDesk::ofTask).toList());
    }
  }

  private static Problem ofTask(Problem problem) {
    return problem.name().endsWith(": size")
        ? new Problem("", "inputSize", problem.text())
        : new Problem("", "scenes", problem.name() + ": " + problem.text());
  }

  /** A password that is kept goes nowhere but to the host that it was given for. */
  private static Login login(
      CameraForm form, ObjectNode settings, Optional<RegisteredCamera> before) {
    String kept = before.map(camera -> camera.login().password()).orElse("");
    boolean keeps = form.password().isEmpty() && !form.user().isEmpty() && !kept.isEmpty();
    if (keeps
        && !Settings.hosts(Settings.parse(before.orElseThrow().settings()))
            .containsAll(Settings.hosts(settings))) {
      throw CityException.invalid(
          "password", "left out", "the password again, as the camera has another host now");
    }
    return new Login(form.user(), keeps ? kept : form.password().orElse(""));
  }

  private void writePictures(
      CameraForm form, ObjectNode settings, ObjectNode kept, Problems problems) {
    int i = 0;
    for (JsonNode preset : settings.path("presets")) {
      String id = preset.path("id").asText("");
      byte[] jpeg = form.pictures().getOrDefault(id, new byte[0]);
      String place = "presets[" + i++ + "].";
      String path =
          jpeg.length == 0 ? Settings.picture(kept, id) : put(form, id, jpeg, place, problems);
      if (!path.isEmpty()) {
        ((ObjectNode) preset).put("picture", path);
      }
    }
  }

  private String put(CameraForm form, String preset, byte[] jpeg, String place, Problems problems) {
    try {
      return pictures.put(id(form), preset, jpeg);
    } catch (CityException e) {
      e.problems().forEach(p -> problems.note(place + p.name(), p.text()));
      return "";
    }
  }

  private Outcome<RegisteredCamera> onBoard(Outcome<RegisteredCamera> outcome) {
    if (outcome instanceof Outcome.Done<RegisteredCamera> done) {
      board.put(roll.config(done.value()));
    }
    return outcome;
  }

  /** Leaves no picture that the stored camera, if there is one, does not refer to. */
  private void tidy(CameraId id) {
    Set<String> wanted =
        registry
            .find(id)
            .map(camera -> Settings.pictures(Settings.parse(camera.settings())))
            .orElse(Set.of());
    pictures.keepOnly(id, wanted);
  }
}
