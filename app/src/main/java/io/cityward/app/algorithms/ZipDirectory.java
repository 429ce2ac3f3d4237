package io.cityward.app.algorithms;

import io.cityward.core.CityException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What a ZIP says of its entries (APPNOTE.TXT 6.3.10, 4.3.12 and 4.3.16). Java's own reader does
 * not tell which of them are links, encrypted, or there twice.
 */
final class ZipDirectory {

  private static final int END = 0x06054b50;
  private static final int HEADER = 0x02014b50;
  private static final int END_BYTES = 22;
  private static final int HEADER_BYTES = 46;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int MOST_BYTES = 1 << 20;

  private static final int ENCRYPTED = 1;
  private static final int FILE_TYPE = 0xf000;
  private static final int REGULAR = 0x8000;
  private static final int FOLDER = 0x4000;

  /**
   * An entry as the directory tells of it.
   *
   * @param name byte by byte, so that nothing is lost of what is no ASCII
   * @param packed bytes in the ZIP
   */
  record Entry(String name, boolean encrypted, int fileType, long packed) {

    boolean folder() {
      return name.endsWith("/");
    }

    /** Neither a file nor a folder: a link, a device. Systems without such types say nothing. */
    boolean special() {
      return fileType != 0 && fileType != REGULAR && fileType != FOLDER;
    }
  }

  private ZipDirectory() {}

  /**
   * @throws CityException INVALID if it is no ZIP, or one of a kind that no pack needs
   */
  static List<Entry> read(Path zip, int most) throws IOException {
    try (FileChannel file = FileChannel.open(zip, StandardOpenOption.READ)) {
      ByteBuffer end = end(file);
      int count = end.getShort(10) & 0xffff;
      long bytes = end.getInt(12) & 0xffffffffL;
      long offset = end.getInt(16) & 0xffffffffL;
      if (count > most) {
        throw CityException.invalid("pack", count + " entries", "at most " + most);
      }
      if (bytes > MOST_BYTES || offset + bytes > file.size()) {
        throw corrupt("its directory lies outside of it");
      }
      return entries(read(file, offset, (int) bytes), count);
    }
  }

  private static ByteBuffer end(FileChannel file) throws IOException {
    long size = file.size();
    if (size < END_BYTES) {
      throw corrupt("too short");
    }
    int tail = (int) Math.min(size, END_BYTES + LONGEST_COMMENT);
    ByteBuffer bytes = read(file, size - tail, tail);
    for (int at = tail - END_BYTES; at >= 0; at--) {
      if (bytes.getInt(at) == END) {
        return bytes.slice(at, END_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      }
    }
    throw corrupt("without a directory at its end");
  }

  private static List<Entry> entries(ByteBuffer directory, int count) {
    List<Entry> entries = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < count; i++) {
      if (at + HEADER_BYTES > directory.limit() || directory.getInt(at) != HEADER) {
        throw corrupt("its directory breaks off");
      }
      int name = directory.getShort(at + 28) & 0xffff;
      int next = at + HEADER_BYTES + name + trailing(directory, at);
      if (next > directory.limit()) {
        throw corrupt("its directory breaks off");
      }
      byte[] text = new byte[name];
      directory.get(at + HEADER_BYTES, text);
      entries.add(
          new Entry(
              new String(text, StandardCharsets.ISO_8859_1),
              (directory.getShort(at + 8) & ENCRYPTED) != 0,
              directory.getInt(at + 38) >>> 16 & FILE_TYPE,
              directory.getInt(at + 20) & 0xffffffffL));
      at = next;
    }
    return entries;
  }

  /** Extra fields and comment. */
  private static int trailing(ByteBuffer directory, int at) {
    return (directory.getShort(at + 30) & 0xffff) + (directory.getShort(at + 32) & 0xffff);
  }

  private static ByteBuffer read(FileChannel file, long offset, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, offset + buffer.position()) < 0) {
        throw corrupt("it breaks off");
      }
    }
    return buffer.flip();
  }

  private static CityException corrupt(String how) {
    return CityException.invalid("pack", "a broken ZIP (" + how + ")", "a ZIP");
  }
}
