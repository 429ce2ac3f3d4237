package io.cityward.core.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.core.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads one file into a typed value, or reports everything that is wrong with it. */
public final class SettingsFile {

  private static final long LARGEST_BYTES = 16L << 20;

  /** JSON is YAML, so that one strict reader serves both. */
  private static final ObjectMapper YAML =
      new ObjectMapper(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private SettingsFile() {}

  /**
   * Reads a YAML or JSON file (by its ending) through a reader of its top section.
   *
   * @throws CityException INVALID with every problem found, or NOT_FOUND
   */
  public static <T> T read(Path file, Function<Section, T> reader) {
    try {
      if (!Files.isRegularFile(file)) {
        throw CityException.notFound("file", file);
      }
      if (Files.size(file) > LARGEST_BYTES) {
        throw CityException.invalid(
            file.toString(), Files.size(file) + " bytes", "at most " + LARGEST_BYTES + " bytes");
      }
      return parse(Files.readString(file), file.toString(), reader);
    } catch (IOException e) {
      throw new CityException(ErrorCode.EXTERNAL_FAILED, file + ": cannot be read: " + e, e);
    }
  }

  /** As {@link #read}, from text; {@code name} stands for the file in messages. */
  public static <T> T parse(String text, String name, Function<Section, T> reader) {
    List<Problem> problems = new ArrayList<>();
    Section top = Section.top(name, tree(text, name), problems);
    T value = null;
    try {
      value = reader.apply(top);
    } catch (InvalidSettings e) {
      // Already among the problems.
      if (problems.isEmpty()) {
        throw e;
      }
    }
    top.reportUnknownKeys();
    if (!problems.isEmpty()) {
      throw CityException.invalid(problems);
    }
    return value;
  }

  /** The keys that a reader asks for where nothing is written, in its order. */
  public static List<SettingKey> outline(Function<Section, ?> reader) {
    Section empty = Section.top("", YAML.createObjectNode(), new ArrayList<>());
    Object unused = reader.apply(empty);
    return empty.keys();
  }

  private static ObjectNode tree(String text, String name) {
    ObjectMapper mapper = name.endsWith(".json") ? JSON : YAML;
    try {
      JsonNode node = mapper.readTree(text);
      if (node == null || node.isMissingNode() || node.isNull()) {
        return mapper.createObjectNode();
      }
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw CityException.invalid(
          List.of(new Problem(name, "file", "a list or a value (expected: keys and values)")));
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String position = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
      throw CityException.invalid(
          List.of(new Problem(name + position, "syntax", summary(e.getOriginalMessage()))));
    }
  }

  /** The parser's own words, without its indented excerpt of the file. */
  private static String summary(String message) {
    return message
        .lines()
        .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
        .collect(Collectors.joining(", "));
  }
}
