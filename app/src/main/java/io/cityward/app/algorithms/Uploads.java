package io.cityward.app.algorithms;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * ZIPs that are on their way, piece by piece. Bounded in number, size and patience; a restart
 * forgets them. Safe for any number of threads.
 */
final class Uploads implements AutoCloseable {

  static final int LARGEST_CHUNK = 1 << 20;

  /** Left free on the disk, for everybody else. */
  private static final long RESERVE = 256L << 20;

  private final Path folder;
  private final AlgorithmSettings settings;
  private final Disk disk;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Upload> byId = new LinkedHashMap<>();

  Uploads(AlgorithmSettings settings, Disk disk, Clock clock) {
    this.folder = settings.folder().toAbsolutePath().normalize().resolve(".uploads");
    this.settings = settings;
    this.disk = disk;
    this.clock = clock;
  }

  /** Removes what an earlier run has left. */
  void start() {
    try {
      Files.createDirectories(folder);
      try (Stream<Path> left = Files.list(folder)) {
        for (Path file : left.toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /**
   * Begins an upload, or says how far the one of this key has come.
   *
   * @throws CityException INVALID if it is too large, FULL if there are too many, or the disk is
   */
  synchronized UploadProgress begin(UploadOrder order) {
    sweep();
    if (order.bytes() > settings.mostBytes()) {
      throw CityException.invalid(
          "bytes", order.bytes(), "at most " + settings.mostBytes() + ", for a pack");
    }
    Optional<Upload> same = ofKey(order);
    if (same.isPresent()) {
      return progress(same.get());
    }
    if (byId.size() >= settings.uploads()) {
      throw new CityException(
          ErrorCode.FULL,
          "uploads: " + byId.size() + " under way (expected: fewer, to begin one; try again)");
    }
    try {
      // The ZIP, and what comes out of it.
      long wanted = 3 * order.bytes() + RESERVE;
      long free = disk.free(folder);
      if (free < wanted) {
        throw new CityException(
            ErrorCode.FULL, "disk: " + free + " bytes free (expected: " + wanted + ")");
      }
      byte[] name = new byte[16];
      random.nextBytes(name);
      String id = HexFormat.of().formatHex(name);
      Path file = folder.resolve(id + ".zip");
      Upload upload = new Upload(id, order, file, disk.create(file), clock.instant());
      byId.put(id, upload);
      return progress(upload);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private Optional<Upload> ofKey(UploadOrder order) {
    Optional<Upload> same =
        byId.values().stream()
            .filter(upload -> upload.order().by().key().equals(order.by().key()))
            .findFirst();
    same.filter(
            upload ->
                upload.order().bytes() != order.bytes()
                    || !upload.order().sha256().equals(order.sha256()))
        .ifPresent(
            upload -> {
              throw new CityException(
                  ErrorCode.ILLEGAL_STATE,
                  "upload: this idempotency key is in use for "
                      + upload.order().sha256()
                      + " (expected: a key of its own)");
            });
    return same;
  }

  /** The upload that goes on under this key, so that it can be begun anew. */
  synchronized Optional<String> idOf(UploadOrder order) {
    return ofKey(order).map(Upload::id);
  }

  /**
   * Takes the next piece.
   *
   * @param offset what has been received so far
   * @throws CityException NOT_FOUND, INVALID if the piece does not fit, EXTERNAL_FAILED if it
   *     cannot be written; then the upload is gone
   */
  UploadProgress append(String id, long offset, ByteBuffer chunk) {
    Upload upload = get(id);
    synchronized (upload) {
      get(id);
      if (chunk.remaining() > LARGEST_CHUNK) {
        throw CityException.invalid(
            "chunk", chunk.remaining() + " bytes", "at most " + LARGEST_CHUNK);
      }
      if (offset != upload.received()) {
        throw CityException.invalid("offset", offset, "" + upload.received());
      }
      if (offset + chunk.remaining() > upload.order().bytes()) {
        throw CityException.invalid(
            "chunk",
            "ends at " + (offset + chunk.remaining()),
            "no more than the " + upload.order().bytes() + " bytes that were announced");
      }
      try {
        upload.write(chunk, clock.instant());
      } catch (IOException e) {
        abort(id);
        throw failed(e);
      }
      return progress(upload);
    }
  }

  /**
   * Hands a complete ZIP over; whatever becomes of it, the upload has ended.
   *
   * @throws CityException NOT_FOUND, INVALID if something is missing or its checksum is another
   */
  <T> T finish(String id, Function<Upload, T> taker) {
    Upload upload = get(id);
    synchronized (upload) {
      // It may have ended while we waited for it.
      get(id);
      if (upload.received() < upload.order().bytes()) {
        throw CityException.invalid(
            "upload",
            upload.received() + " bytes",
            upload.order().bytes() + ", as announced; go on at offset " + upload.received());
      }
      try {
        upload.handOver();
        String sha256 = upload.complete();
        if (!sha256.equals(upload.order().sha256())) {
          throw CityException.invalid("sha256", sha256, upload.order().sha256() + ", as announced");
        }
        return taker.apply(upload);
      } catch (IOException e) {
        throw failed(e);
      } finally {
        abort(id);
      }
    }
  }

  /** Forgets an upload; one that is not there is none. */
  void abort(String id) {
    Upload upload;
    synchronized (this) {
      upload = byId.remove(id);
    }
    if (upload != null) {
      upload.discard();
    }
  }

  /** Forgets uploads to which nothing has come for long. */
  void sweep() {
    List<String> idle = new ArrayList<>();
    synchronized (this) {
      Instant now = clock.instant();
      byId.values().stream()
          .filter(upload -> !upload.handedOver() && expiresAt(upload).isBefore(now))
          .forEach(upload -> idle.add(upload.id()));
    }
    idle.forEach(this::abort);
  }

  private synchronized Upload get(String id) {
    Upload upload = byId.get(id);
    if (upload == null) {
      throw CityException.notFound("upload", id.length() > 32 ? id.length() + " characters" : id);
    }
    return upload;
  }

  private UploadProgress progress(Upload upload) {
    return new UploadProgress(
        upload.id(), upload.received(), upload.order().bytes(), Optional.of(expiresAt(upload)));
  }

  private Instant expiresAt(Upload upload) {
    return upload.heardAt().plus(settings.uploadPatience());
  }

  private static CityException failed(IOException e) {
    return new CityException(
        ErrorCode.EXTERNAL_FAILED, "upload: cannot be written: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    List<String> all;
    synchronized (this) {
      all = List.copyOf(byId.keySet());
    }
    all.forEach(this::abort);
  }
}
