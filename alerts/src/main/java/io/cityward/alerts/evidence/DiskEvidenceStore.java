package io.cityward.alerts.evidence;

import io.cityward.alerts.alert.Evidence;
import io.cityward.alerts.alert.FindingId;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.core.Sha256;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Evidence below a folder, as {@code yyyy/mm/dd/<finding>/snapshot.jpg} by UTC day. */
public final class DiskEvidenceStore implements EvidenceStore {

  private static final String PREFIX = "/evidence/";
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

  /** Exactly what {@link #put} gives out: no dots to climb with, no other names. */
  private static final Pattern GIVEN_OUT =
      Pattern.compile(
          "/evidence/[0-9]{4}/[0-9]{2}/[0-9]{2}/[A-Za-z0-9][A-Za-z0-9._-]{0,99}"
              + "/("
              + Arrays.stream(Evidence.Kind.values())
                  .map(kind -> Pattern.quote(kind.fileName()))
                  .collect(Collectors.joining("|"))
              + "|attachment-[0-9a-f]{32}\\.(jpg|png|webp|mp4|pdf))");

  private final Path folder;
  private final Path incoming;

  public DiskEvidenceStore(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
    this.incoming = this.folder.resolve("incoming");
  }

  @Override
  public void start() {
    try {
      Files.createDirectories(incoming);
      try (var left = Files.newDirectoryStream(incoming)) {
        for (Path file : left) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  @Override
  public Evidence put(FindingId finding, Evidence.Kind kind, Instant takenAt, Content content) {
    String place = DAY.format(takenAt) + "/" + finding + "/" + kind.fileName();
    Path target = folder.resolve(place);
    Path written = incoming.resolve(UUID.randomUUID() + "-" + kind.fileName());
    try {
      if (!Files.exists(target)) {
        content.writeTo(written);
        Files.createDirectories(target.getParent());
        keep(written, target);
      }
      return new Evidence(
          kind, PREFIX + place, kind.mediaType(), Files.size(target), Sha256.of(target), takenAt);
    } catch (IOException e) {
      throw failed(target, e);
    } finally {
      written.toFile().delete();
    }
  }

  @Override
  public Kept keep(FindingId owner, String suffix, Instant takenAt, Content content) {
    String name = "attachment-" + UUID.randomUUID().toString().replace("-", "") + "." + suffix;
    String place = DAY.format(takenAt) + "/" + owner + "/" + name;
    Path target = folder.resolve(place);
    Path written = incoming.resolve(name);
    try {
      content.writeTo(written);
      Files.createDirectories(target.getParent());
      keep(written, target);
      return new Kept(PREFIX + place, Files.size(target), Sha256.of(target));
    } catch (IOException e) {
      throw failed(target, e);
    } finally {
      written.toFile().delete();
    }
  }

  @Override
  public Evidence share(Evidence kept, FindingId with) {
    Path source =
        file(kept.path()).orElseThrow(() -> CityException.notFound("evidence", kept.path()));
    return put(with, kept.kind(), kept.takenAt(), to -> linkOrCopy(source, to));
  }

  private static void linkOrCopy(Path source, Path to) throws IOException {
    try {
      Files.createLink(to, source);
    } catch (UnsupportedOperationException | FileSystemException e) {
      // Not every file system has hard links.
      Files.copy(source, to);
    }
  }

  @Override
  public Optional<Path> file(String requestPath) {
    if (!GIVEN_OUT.matcher(requestPath).matches()) {
      return Optional.empty();
    }
    Path file = folder.resolve(requestPath.substring(PREFIX.length()));
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(file)
        : Optional.empty();
  }

  /** A hard link appears whole, and never replaces a file that somebody else kept first. */
  private static void keep(Path written, Path target) throws IOException {
    try {
      Files.createLink(target, written);
    } catch (FileAlreadyExistsException e) {
      // Kept by another thread in the meantime: the first one stays.
    } catch (UnsupportedOperationException | FileSystemException e) {
      // Not every file system has hard links.
      Files.move(written, target);
    }
  }

  private static CityException failed(Path path, IOException e) {
    return new CityException(
        ErrorCode.EXTERNAL_FAILED, "evidence " + path + ": cannot be written or read: " + e, e);
  }
}
