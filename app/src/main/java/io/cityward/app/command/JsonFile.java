package io.cityward.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;

/** Writes what {@code --json} asks for. */
final class JsonFile {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonFile() {}

  static void write(Path file, JsonNode content) {
    try {
      JSON.writeValue(file.toFile(), content);
    } catch (IOException e) {
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED,
          "--json: " + file + " cannot be written: " + e.getMessage(),
          e);
    }
  }
}
