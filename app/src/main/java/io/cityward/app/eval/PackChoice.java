package io.cityward.app.eval;

import io.cityward.core.CityException;
import io.cityward.inference.pack.ModelPack;
import io.cityward.inference.pack.PackRepository;
import io.cityward.scenes.SceneCatalog;
import io.cityward.scenes.SceneSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Packs of a repository: the one that was chosen for a scene, else the one that the scene is made
 * for, else the usual one.
 *
 * @param chosen pack names by scene
 */
public record PackChoice(PackRepository repository, String usual, Map<String, String> chosen)
    implements Evaluator.Packs {

  public PackChoice {
    chosen = Map.copyOf(chosen);
  }

  /**
   * Reads choices as they are written on a command line: {@code NAME} is the usual pack, {@code
   * SCENE=NAME} that of one scene.
   *
   * @throws CityException INVALID for a scene that does not exist, or one that is named twice
   */
  public static PackChoice parse(PackRepository repository, String usual, List<String> texts) {
    String name = usual;
    boolean named = false;
    Map<String, String> chosen = new HashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      String scene = text.substring(0, Math.max(0, equals));
      if (equals >= 0 && !SceneCatalog.has(scene)) {
        throw CityException.invalid(
            "--pack", text, "SCENE=NAME with one of " + String.join(", ", SceneCatalog.names()));
      }
      boolean again = equals < 0 ? named : chosen.containsKey(scene);
      if (again) {
        throw CityException.invalid("--pack", text, "one pack for each scene, and one usual pack");
      }
      if (equals < 0) {
        name = text;
        named = true;
      } else {
        chosen.put(scene, text.substring(equals + 1));
      }
    }
    return new PackChoice(repository, name, chosen);
  }

  @Override
  public String of(SceneSettings scene) {
    String name = chosen.get(scene.scene());
    return name != null ? name : scene.algorithm().orElse(usual);
  }

  @Override
  public ModelPack pack(String name) {
    return repository.pack(name);
  }
}
