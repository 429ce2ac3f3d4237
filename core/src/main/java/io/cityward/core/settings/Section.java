package io.cityward.core.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cityward.core.CityException;
import io.cityward.core.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A mapping of keys in a settings file. Each accessor reads a key, and notes a problem instead of
 * throwing when the value is wrong, so that all problems come out together. A value returned after
 * a problem is only a placeholder: the reading fails at its end.
 */
public final class Section {

  private final String file;
  private final String path;
  private final ObjectNode node;
  private final List<Problem> problems;
  private final Set<String> known = new LinkedHashSet<>();
  private final Map<String, SettingKey> bounded = new LinkedHashMap<>();
  private final List<Section> children = new ArrayList<>();

  private Section(String file, String path, ObjectNode node, List<Problem> problems) {
    this.file = file;
    this.path = path;
    this.node = node;
    this.problems = problems;
  }

  static Section top(String file, ObjectNode node, List<Problem> problems) {
    return new Section(file, "", node, problems);
  }

  /** The full name of a key of this section, as it stands in messages. */
  private String nameOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  public boolean has(String key) {
    JsonNode value = value(key);
    return value != null && !value.isNull();
  }

  public String text(String key) {
    return required(key, "a text", this::asText, "");
  }

  public String text(String key, String otherwise) {
    return has(key) ? text(key) : otherwise;
  }

  public boolean flag(String key, boolean otherwise) {
    describe(key, otherwise, "false", "true");
    return has(key)
        ? required(key, "true or false", n -> n.isBoolean() ? n.booleanValue() : null, otherwise)
        : otherwise;
  }

  public double number(String key, double least, double most) {
    return required(
        key,
        "a number from " + plain(least) + " to " + plain(most),
        n ->
            n.isNumber() && n.doubleValue() >= least && n.doubleValue() <= most
                ? n.doubleValue()
                : null,
        least);
  }

  public double number(String key, double least, double most, double otherwise) {
    describe(key, plain(otherwise), plain(least), plain(most));
    return has(key) ? number(key, least, most) : otherwise;
  }

  public int whole(String key, int least, int most) {
    return required(
        key,
        "a whole number from " + least + " to " + most,
        n ->
            n.canConvertToInt()
                    && n.isIntegralNumber()
                    && n.intValue() >= least
                    && n.intValue() <= most
                ? n.intValue()
                : null,
        least);
  }

  public int whole(String key, int least, int most, int otherwise) {
    describe(key, otherwise, "" + least, "" + most);
    return has(key) ? whole(key, least, most) : otherwise;
  }

  /** An ISO 8601 duration such as {@code PT20S}. */
  public Duration duration(String key, Duration least, Duration most, Duration otherwise) {
    describe(key, otherwise, "" + least, "" + most);
    return has(key) ? duration(key, least, most) : otherwise;
  }

  public Duration duration(String key, Duration least, Duration most) {
    return required(
        key,
        "an ISO 8601 duration from " + least + " to " + most + ", such as PT20S",
        n -> {
          Duration value = asDuration(n);
          return value == null || value.compareTo(least) < 0 || value.compareTo(most) > 0
              ? null
              : value;
        },
        least);
  }

  /** A text that a parser makes a value of; what it refuses is a problem with this key. */
  public <T> Optional<T> parsed(String key, Function<String, T> parser) {
    int before = problems.size();
    String text = text(key);
    if (problems.size() > before) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(text));
    } catch (CityException e) {
      e.problems().forEach(p -> problems.add(new Problem(file, nameOf(key), p.text())));
      if (e.problems().isEmpty()) {
        problems.add(new Problem(file, nameOf(key), e.getMessage()));
      }
      return Optional.empty();
    }
  }

  /** One of an enum's values, written in lower case with dashes. */
  public <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
    return has(key) ? choice(key, type) : otherwise;
  }

  public <E extends Enum<E>> E choice(String key, Class<E> type) {
    Map<String, E> choices = new LinkedHashMap<>();
    for (E choice : type.getEnumConstants()) {
      choices.put(choice.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'), choice);
    }
    return required(
        key,
        "one of " + String.join(", ", choices.keySet()),
        n -> n.isTextual() ? choices.get(n.textValue()) : null,
        type.getEnumConstants()[0]);
  }

  /** A list of texts; absent is empty. */
  public List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : elements(key)) {
      String text = asText(element);
      if (text == null) {
        problem(key, element, "a list of texts");
      } else {
        texts.add(text);
      }
    }
    return List.copyOf(texts);
  }

  /** A list of numbers; absent is empty. */
  public List<Double> numbers(String key) {
    List<Double> numbers = new ArrayList<>();
    for (JsonNode element : elements(key)) {
      if (element.isNumber()) {
        numbers.add(element.doubleValue());
      } else {
        problem(key, element, "a list of numbers");
      }
    }
    return List.copyOf(numbers);
  }

  /** A list of lists of numbers, such as a polygon's points; absent is empty. */
  public List<List<Double>> numberLists(String key) {
    List<List<Double>> lists = new ArrayList<>();
    for (JsonNode element : elements(key)) {
      List<Double> numbers = new ArrayList<>();
      element.forEach(n -> numbers.add(n.isNumber() ? n.doubleValue() : Double.NaN));
      if (!element.isArray() || numbers.contains(Double.NaN)) {
        problem(key, element, "a list of lists of numbers");
      } else {
        lists.add(List.copyOf(numbers));
      }
    }
    return List.copyOf(lists);
  }

  /** A nested section; absent is an empty one, so that its keys report themselves as missing. */
  public Section section(String key) {
    JsonNode value = value(key);
    if (value != null && !value.isNull() && !value.isObject()) {
      problem(key, value, "keys and values");
    }
    return child(nameOf(key), value instanceof ObjectNode object ? object : empty());
  }

  /**
   * A nested section read into a value, with all defaults where it is absent; empty if it has
   * problems, so that the others of the file still come out.
   */
  public <T> Optional<T> read(String key, Function<Section, T> reader) {
    return Optional.ofNullable(read(section(key), reader));
  }

  /** A nested section that may be absent. */
  public <T> Optional<T> optional(String key, Function<Section, T> reader) {
    return has(key) ? Optional.ofNullable(read(section(key), reader)) : Optional.empty();
  }

  /** A list of sections, each read into a value; an element with problems is left out. */
  public <T> List<T> sections(String key, Function<Section, T> reader) {
    List<T> values = new ArrayList<>();
    int i = 0;
    for (JsonNode element : elements(key)) {
      String name = nameOf(key) + "[" + i++ + "]";
      if (element instanceof ObjectNode object) {
        add(values, read(child(name, object), reader));
      } else {
        problems.add(new Problem(file, name, element + " (expected: keys and values)"));
      }
    }
    return List.copyOf(values);
  }

  /** A section whose keys are names chosen by the writer, in the order written. */
  public <T> Map<String, T> named(String key, BiFunction<String, Section, T> reader) {
    Map<String, T> values = new LinkedHashMap<>();
    JsonNode value = value(key);
    if (value == null || value.isNull()) {
      return values;
    }
    if (!value.isObject()) {
      problem(key, value, "names, each with keys and values");
      return values;
    }
    value
        .properties()
        .forEach(
            field -> {
              if (field.getValue() instanceof ObjectNode object) {
                Section child = child(nameOf(key) + "." + field.getKey(), object);
                T read = read(child, section -> reader.apply(field.getKey(), section));
                if (read != null) {
                  values.put(field.getKey(), read);
                }
              } else {
                problem(key + "." + field.getKey(), field.getValue(), "keys and values");
              }
            });
    return values;
  }

  /** What is written under each name of a section, as JSON, for those who edit it. */
  public Map<String, String> jsonMap(String key) {
    Map<String, String> values = new LinkedHashMap<>();
    if (value(key) instanceof ObjectNode object) {
      object.properties().forEach(field -> values.put(field.getKey(), field.getValue().toString()));
    }
    return values;
  }

  /** A section of texts by name, such as a mapping of codes. */
  public Map<String, String> textMap(String key) {
    Map<String, String> values = new LinkedHashMap<>();
    JsonNode value = value(key);
    if (value != null && value.isObject()) {
      value.properties().forEach(f -> values.put(f.getKey(), f.getValue().asText()));
    } else if (value != null && !value.isNull()) {
      problem(key, value, "names, each with a text");
    }
    return values;
  }

  /**
   * Builds a value out of several keys; what its constructor refuses becomes a problem of this
   * section, and ends its reading. Call it last in a reader.
   */
  public <T> T build(Supplier<T> constructor) {
    int before = problems.size();
    Optional<T> value = attempt(constructor);
    if (problems.size() > before) {
      throw new InvalidSettings(file + ": " + path);
    }
    return value.orElse(null);
  }

  /** As {@link #build}, but the reading of the section goes on: empty if it was refused. */
  public <T> Optional<T> attempt(Supplier<T> constructor) {
    try {
      return Optional.ofNullable(constructor.get());
    } catch (CityException e) {
      for (Problem problem : e.problems()) {
        problems.add(new Problem(file, nameOf(problem.name()), problem.text()));
      }
      if (e.problems().isEmpty()) {
        problems.add(new Problem(file, path.isEmpty() ? "file" : path, e.getMessage()));
      }
      return Optional.empty();
    }
  }

  /** Whether nothing was found wrong so far with a key and what lies under it. */
  public boolean right(String key) {
    String name = nameOf(key);
    return problems.stream()
        .map(Problem::name)
        .noneMatch(n -> n.equals(name) || n.startsWith(name + ".") || n.startsWith(name + "["));
  }

  /** Notes a problem with a key. */
  public void problem(String key, Object value, String expectation) {
    problems.add(new Problem(file, nameOf(key), value + " (expected: " + expectation + ")"));
  }

  void reportUnknownKeys() {
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                String near =
                    DidYouMean.among(known, key)
                        .map(k -> "; did you mean " + k + "?")
                        .orElse("; known here: " + String.join(", ", known));
                problems.add(new Problem(file, nameOf(key), "unknown key" + near));
              }
            });
    children.forEach(Section::reportUnknownKeys);
  }

  private static <T> void add(List<T> values, T value) {
    if (value != null) {
      values.add(value);
    }
  }

  private static <T> T read(Section section, Function<Section, T> reader) {
    try {
      return reader.apply(section);
    } catch (InvalidSettings e) {
      return null;
    } catch (CityException e) {
      e.problems()
          .forEach(
              p ->
                  section.problems.add(
                      new Problem(section.file, section.nameOf(p.name()), p.text())));
      if (e.problems().isEmpty()) {
        section.problems.add(new Problem(section.file, section.path, e.getMessage()));
      }
      return null;
    }
  }

  private Section child(String name, ObjectNode object) {
    Section child = new Section(file, name, object, problems);
    children.add(child);
    return child;
  }

  private static ObjectNode empty() {
    return JsonNodeFactory.instance.objectNode();
  }

  private void describe(String key, Object otherwise, String least, String most) {
    bounded.put(key, new SettingKey(key, "" + otherwise, least, most));
  }

  /** The keys that were asked for so far. */
  List<SettingKey> keys() {
    return known.stream()
        .map(key -> bounded.getOrDefault(key, new SettingKey(key, "", "", "")))
        .toList();
  }

  private JsonNode value(String key) {
    known.add(key);
    return node.get(key);
  }

  private Iterable<JsonNode> elements(String key) {
    JsonNode value = value(key);
    if (value == null || value.isNull()) {
      return List.of();
    }
    if (!value.isArray()) {
      problem(key, value, "a list");
      return List.of();
    }
    return value;
  }

  private <T> T required(
      String key, String expectation, Function<JsonNode, T> reader, T placeholder) {
    JsonNode value = value(key);
    if (value == null || value.isNull()) {
      problems.add(new Problem(file, nameOf(key), "missing (expected: " + expectation + ")"));
      return placeholder;
    }
    T read = reader.apply(value);
    if (read == null) {
      problem(key, value, expectation);
      return placeholder;
    }
    return read;
  }

  private String asText(JsonNode value) {
    return value.isTextual() || value.isNumber() ? value.asText() : null;
  }

  private static Duration asDuration(JsonNode value) {
    try {
      return value.isTextual() ? Duration.parse(value.textValue()) : null;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
