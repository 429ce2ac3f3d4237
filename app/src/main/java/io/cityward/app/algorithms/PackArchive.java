package io.cityward.app.algorithms;

import io.cityward.app.algorithms.ZipDirectory.Entry;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A ZIP that somebody sent. Everything that its entries are called and grow to is doubted; ZIPs in
 * it stay as they are.
 */
final class PackArchive {

  private static final int MOST_ENTRIES = 100;
  private static final int LONGEST_NAME = 200;

  /** Letters, digits and what else stands in names of files; parts that begin with a letter. */
  private static final Pattern PART =
      Pattern.compile("[A-Za-z0-9_][\\x20-\\x7e&&[^/\\\\:*?\"<>|]]*");

  /** As far as text is packed; weights are hardly at all. Small entries may be anything. */
  private static final int MOST_RATIO = 100;

  private static final long SMALL = 1 << 20;
  private static final int BUFFER = 64 << 10;

  private final Path zip;
  private final long mostBytes;

  /**
   * @param mostBytes of all that comes out
   */
  PackArchive(Path zip, long mostBytes) {
    this.zip = zip;
    this.mostBytes = mostBytes;
  }

  /**
   * Unpacks everything into an empty folder. After an exception something may lie there.
   *
   * @throws CityException INVALID if anything is wrong with the ZIP, EXTERNAL_FAILED if it cannot
   *     be written
   */
  void unpack(Path into) {
    try {
      List<Entry> entries = ZipDirectory.read(zip, MOST_ENTRIES);
      check(entries);
      try (ZipFile file = new ZipFile(zip.toFile(), java.nio.charset.StandardCharsets.ISO_8859_1)) {
        if (file.size() != entries.size()) {
          throw new ZipException("its two lists of entries differ");
        }
        long left = mostBytes;
        for (Entry entry : entries) {
          left -= unpack(file, entry, into, left);
        }
      }
    } catch (ZipException | EOFException e) {
      throw CityException.invalid("pack", "a broken ZIP (" + e.getMessage() + ")", "a ZIP");
    } catch (IOException e) {
      throw new CityException(
          ErrorCode.EXTERNAL_FAILED, "pack: cannot be unpacked: " + e.getMessage(), e);
    }
  }

  private static void check(List<Entry> entries) {
    Set<String> names = new HashSet<>();
    for (Entry entry : entries) {
      String name = entry.name();
      if (!wellNamed(name)) {
        throw CityException.invalid(
            "pack: entry",
            printable(name),
            "a relative path of at most " + LONGEST_NAME + " plain characters, without '..'");
      }
      if (entry.special()) {
        throw CityException.invalid("pack: entry", name, "a file or a folder, no link");
      }
      if (entry.encrypted()) {
        throw CityException.invalid("pack: entry", name, "one that is not encrypted");
      }
      // Some file systems take them for the same.
      if (!names.add(name.toLowerCase(Locale.ROOT))) {
        throw CityException.invalid("pack: entry", name, "each name once");
      }
    }
  }

  private static boolean wellNamed(String name) {
    if (name.isEmpty() || name.length() > LONGEST_NAME || name.startsWith("/")) {
      return false;
    }
    String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    for (String part : path.split("/", -1)) {
      // Hidden files come along with folders of a desktop, and do no harm.
      String plain = part.startsWith(".") && !part.startsWith("..") ? part.substring(1) : part;
      if (!PART.matcher(plain).matches() || part.endsWith(" ")) {
        return false;
      }
    }
    return true;
  }

  private static String printable(String name) {
    String cut = name.length() > 100 ? name.substring(0, 100) + "…" : name;
    return cut.replaceAll("[^\\x20-\\x7e…]", "?");
  }

  /** Bytes that came out. */
  private long unpack(ZipFile file, Entry entry, Path into, long left) throws IOException {
    Path target = into.resolve(entry.name()).normalize();
    if (!target.startsWith(into)) {
      throw new IllegalStateException("a checked name leads out: " + entry.name());
    }
    if (entry.folder()) {
      Files.createDirectories(target);
      return 0;
    }
    Files.createDirectories(target.getParent());
    ZipEntry found = file.getEntry(entry.name());
    if (found == null) {
      throw new ZipException("no entry " + entry.name());
    }
    long packed = Math.min(entry.packed(), Files.size(zip));
    try (InputStream in = file.getInputStream(found);
        FileChannel out =
            FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long bytes = copy(in, out, entry.name(), packed, left);
      out.force(true);
      return bytes;
    } catch (java.nio.file.FileAlreadyExistsException e) {
      throw CityException.invalid("pack: entry", entry.name(), "each name once");
    }
  }

  private long copy(InputStream in, FileChannel out, String name, long packed, long left)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    long bytes = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      bytes += read;
      if (bytes > left) {
        throw CityException.invalid(
            "pack", "more than " + mostBytes + " bytes unpacked", "at most " + mostBytes);
      }
      if (bytes > SMALL && bytes > MOST_RATIO * packed) {
        throw CityException.invalid(
            "pack: entry",
            name + " unpacks to over " + MOST_RATIO + " times its size",
            "no more than that");
      }
      ByteBuffer chunk = ByteBuffer.wrap(buffer, 0, read);
      while (chunk.hasRemaining()) {
        out.write(chunk);
      }
    }
    return bytes;
  }
}
