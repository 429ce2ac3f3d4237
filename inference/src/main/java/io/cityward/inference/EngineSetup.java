package io.cityward.inference;

import io.cityward.core.CityException;

/**
 * How a session is opened.
 *
 * @param device what the model runs on
 * @param batch the most pictures of one run, 1 to {@value #MOST}; buffers are made for so many
 */
public record EngineSetup(Device device, int batch) {

  /** More pictures at once would only make the first wait for the last. */
  public static final int MOST = 32;

  /** One picture after the other, on the CPU. */
  public static final EngineSetup DEFAULT = new EngineSetup(Device.CPU, 1);

  public EngineSetup {
    if (batch < 1 || batch > MOST) {
      throw CityException.invalid("batch", batch, "1 to " + MOST);
    }
  }
}
