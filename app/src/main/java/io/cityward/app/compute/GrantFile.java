package io.cityward.app.compute;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last grants that were known, kept for a start without their source. */
final class GrantFile {

  private static final Logger LOG = LoggerFactory.getLogger(GrantFile.class);
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final Path file;

  GrantFile(Path file) {
    this.file = file;
  }

  /** Empty if there is none, or none that can be read. */
  Optional<Grants> read() {
    try {
      return Files.exists(file)
          ? Optional.ofNullable(JSON.readValue(file.toFile(), Grants.class))
          : Optional.empty();
    } catch (IOException e) {
      LOG.warn("{}: cannot be read, begins without grants: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  /** Replaces the file as a whole. */
  void write(Grants grants) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(fresh, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(grants));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("grants are plain values", e);
    } catch (IOException e) {
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED, file + ": cannot be written: " + e.getMessage(), e);
    }
  }
}
