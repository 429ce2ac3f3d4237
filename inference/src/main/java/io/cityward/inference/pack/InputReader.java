package io.cityward.inference.pack;

import io.cityward.core.settings.Section;
import io.cityward.inference.pack.ModelInput.ChannelOrder;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code input} of a manifest. */
final class InputReader {

  private final Section section;

  InputReader(Section section) {
    this.section = section;
  }

  ModelInput read() {
    String name = section.text("name");
    Texts.oneOf(section, "layout", List.of("NCHW"));
    Texts.oneOf(section, "type", List.of("float32"));
    String channels = Texts.oneOf(section, "channels", List.of("BGR", "RGB"));
    int multipleOf = section.whole("multipleOf", 1, 256);
    return new ModelInput(
        name,
        channels.equals("RGB") ? ChannelOrder.RGB : ChannelOrder.BGR,
        sizes(multipleOf),
        multipleOf);
  }

  private List<InputSize> sizes(int multipleOf) {
    List<InputSize> sizes = new ArrayList<>();
    List<List<Double>> written = section.numberLists("sizes");
    for (List<Double> pair : written) {
      if (pair.size() == 2 && isSide(pair.get(0), multipleOf) && isSide(pair.get(1), multipleOf)) {
        sizes.add(new InputSize(pair.get(0).intValue(), pair.get(1).intValue()));
      } else {
        section.problem("sizes", pair, "[width, height], multiples of " + multipleOf + " to 4096");
      }
    }
    if (written.isEmpty()) {
      section.problem("sizes", "none", "at least one [width, height]");
    }
    return sizes;
  }

  private static boolean isSide(double pixels, int multipleOf) {
    return pixels >= 1 && pixels <= 4096 && pixels % multipleOf == 0;
  }
}
