package io.cityward.alerts.attachment;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What an attachment may be. The content says which it is; names are not believed. */
public enum FileType {
  JPEG("image/jpeg", "jpg"),
  PNG("image/png", "png"),
  WEBP("image/webp", "webp"),
  MP4("video/mp4", "mp4"),
  PDF("application/pdf", "pdf");

  /** How much of a file tells what it is. */
  public static final int HEAD_BYTES = 12;

  private static final byte[] JPEG_HEAD = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
  private static final byte[] PNG_HEAD = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  private final String mediaType;
  private final String suffix;

  FileType(String mediaType, String suffix) {
    this.mediaType = mediaType;
    this.suffix = suffix;
  }

  public String mediaType() {
    return mediaType;
  }

  /** The end of its name in the evidence store, without the dot. */
  public String suffix() {
    return suffix;
  }

  /** What begins like this; empty when it is none of these. */
  public static Optional<FileType> of(byte[] head) {
    return Arrays.stream(values()).filter(type -> type.begins(head)).findFirst();
  }

  private boolean begins(byte[] head) {
    return switch (this) {
      case JPEG -> at(head, 0, JPEG_HEAD);
      case PNG -> at(head, 0, PNG_HEAD);
      case WEBP -> at(head, 0, ascii("RIFF")) && at(head, 8, ascii("WEBP"));
      case MP4 -> at(head, 4, ascii("ftyp"));
      case PDF -> at(head, 0, ascii("%PDF-"));
    };
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static boolean at(byte[] head, int place, byte[] wanted) {
    return head.length >= place + wanted.length
        && Arrays.equals(head, place, place + wanted.length, wanted, 0, wanted.length);
  }
}
