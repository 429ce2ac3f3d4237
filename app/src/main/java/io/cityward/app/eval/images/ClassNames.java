package io.cityward.app.eval.images;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The names that a data set gives its classes, from the file in which its tool keeps them. */
final class ClassNames {

  private static final List<String> FILES =
      List.of("classes.txt", "obj.names", "data.yaml", "data.yml");

  private static final int MOST = 10_000;
  private static final int LONGEST = 100;
  private static final long LARGEST_BYTES = 1 << 20;
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private ClassNames() {}

  /** As our packs write names: lower case, hyphens. */
  static String spelled(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", "-");
  }

  /** Of the folder, of the one with its labels, or of the one around it. */
  static List<String> of(Path folder, Path labels) {
    Path around = folder.toAbsolutePath().normalize().getParent();
    Path file =
        find(folder)
            .or(() -> find(labels))
            .or(() -> around == null ? Optional.empty() : find(around))
            .orElseThrow(
                () ->
                    CityException.invalid(
                        "class names of " + folder, "none", "one of " + String.join(", ", FILES)));
    try {
      if (Files.size(file) > LARGEST_BYTES) {
        throw CityException.invalid(
            file.toString(), Files.size(file) + " bytes", "at most " + LARGEST_BYTES);
      }
      boolean yaml = file.toString().endsWith(".yaml") || file.toString().endsWith(".yml");
      return checked(file, yaml ? ofYaml(file) : ofLines(file));
    } catch (JsonProcessingException e) {
      throw CityException.invalid(file.toString(), e.getOriginalMessage(), "YAML with names");
    } catch (IOException e) {
      throw new CityException(ErrorCode.EXTERNAL_FAILED, file + ": cannot be read: " + e, e);
    }
  }

  private static Optional<Path> find(Path folder) {
    return FILES.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
  }

  private static List<String> ofLines(Path file) throws IOException {
    List<String> names = new ArrayList<>(Files.readAllLines(file));
    // An empty line at the end is no class; one in between is kept, as indices count it.
    while (!names.isEmpty() && names.get(names.size() - 1).isBlank()) {
      names.remove(names.size() - 1);
    }
    return names;
  }

  /** {@code names: [a, b]}, or {@code names: {0: a, 1: b}}. */
  private static List<String> ofYaml(Path file) throws IOException {
    JsonNode names = YAML.readTree(file.toFile()).path("names");
    List<String> read = new ArrayList<>();
    if (names.isArray()) {
      names.forEach(name -> read.add(name.asText()));
    } else {
      for (int i = 0; names.has(Integer.toString(i)); i++) {
        read.add(names.get(Integer.toString(i)).asText());
      }
      if (read.size() != names.size()) {
        throw CityException.invalid(file + ": names", names.size() + " keys", "0, 1, 2, ...");
      }
    }
    return read;
  }

  private static List<String> checked(Path file, List<String> names) {
    if (names.isEmpty() || names.size() > MOST) {
      throw CityException.invalid(file + ": names", names.size(), "1 to " + MOST);
    }
    List<String> spelled = names.stream().map(ClassNames::spelled).toList();
    for (String name : spelled) {
      if (name.isEmpty() || name.length() > LONGEST) {
        throw CityException.invalid(
            file + ": name", name.length() + " characters", "1 to " + LONGEST);
      }
    }
    if (new HashSet<>(spelled).size() < spelled.size()) {
      throw CityException.invalid(file + ": names", names, "each name once");
    }
    return spelled;
  }
}
