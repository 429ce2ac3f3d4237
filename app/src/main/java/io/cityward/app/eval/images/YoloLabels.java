package io.cityward.app.eval.images;

import io.cityward.app.eval.images.LabelledImage.Labelled;
import io.cityward.core.Box;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.core.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One file of YOLO labels: {@code class centreX centreY width height}, 0..1, one object a line. */
final class YoloLabels {

  private static final long LARGEST_BYTES = 1 << 20;
  private static final int NUMBERS = 5;

  private final Path file;
  private final List<String> names;

  YoloLabels(Path file, List<String> names) {
    this.file = file;
    this.names = names;
  }

  /** The objects; lines that are none are noted instead. */
  List<Labelled> read(List<Problem> problems) {
    List<String> lines = lines(problems);
    List<Labelled> objects = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        try {
          objects.add(object(lines.get(i).strip()));
        } catch (CityException e) {
          String where = file + ", line " + (i + 1);
          e.problems().forEach(p -> problems.add(new Problem(where, p.name(), p.text())));
        }
      }
    }
    return objects;
  }

  private List<String> lines(List<Problem> problems) {
    try {
      if (Files.size(file) > LARGEST_BYTES) {
        problems.add(
            Problem.of(file.toString(), Files.size(file) + " bytes", "at most " + LARGEST_BYTES));
        return List.of();
      }
      return Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      problems.add(Problem.of(file.toString(), "other bytes", "UTF-8 text"));
      return List.of();
    } catch (IOException e) {
      throw new CityException(ErrorCode.EXTERNAL_FAILED, file + ": cannot be read: " + e, e);
    }
  }

  private Labelled object(String line) {
    String[] words = line.split("\\s+");
    if (words.length != NUMBERS) {
      throw CityException.invalid(
          "label", words.length + " values", "5 numbers: class centreX centreY width height");
    }
    double x = share("centreX", words[1]);
    double y = share("centreY", words[2]);
    double width = share("width", words[3]);
    double height = share("height", words[4]);
    if (width == 0 || height == 0) {
      throw CityException.invalid("size", width + " x " + height, "more than 0");
    }
    // Tools round, so that a box at the edge often reaches a hair beyond it.
    Box box =
        new Box(
            Math.max(0, x - width / 2),
            Math.max(0, y - height / 2),
            Math.min(1, x + width / 2),
            Math.min(1, y + height / 2));
    return new Labelled(name(words[0]), box);
  }

  private String name(String word) {
    int index = index(word);
    if (index < 0 || index >= names.size()) {
      throw CityException.invalid(
          "class",
          word,
          "0 to " + (names.size() - 1) + ", as there are " + names.size() + " names");
    }
    return names.get(index);
  }

  private static int index(String word) {
    return word.matches("\\d{1,6}") ? Integer.parseInt(word) : -1;
  }

  private static double share(String name, String word) {
    double value;
    try {
      value = Double.parseDouble(word);
    } catch (NumberFormatException e) {
      throw CityException.invalid(name, word, "a number 0..1");
    }
    if (!(value >= 0 && value <= 1)) {
      throw CityException.invalid(name, word, "0..1, as a share of the picture");
    }
    return value;
  }
}
