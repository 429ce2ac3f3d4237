package io.cityward.app.server;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A single range of a file, as browsers ask for when they seek in a clip (RFC 9110, 14.1.2).
 *
 * @param first of the bytes, inclusive
 * @param last of the bytes, inclusive
 */
record ByteRange(long first, long last) {

  private static final Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  long length() {
    return last - first + 1;
  }

  /** What a Range header means for a file of this size; empty if it cannot be satisfied. */
  static Optional<ByteRange> parse(String header, long size) {
    Matcher form = FORM.matcher(header);
    if (!form.matches() || (form.group(1).isEmpty() && form.group(2).isEmpty())) {
      return Optional.empty();
    }
    long first;
    long last;
    if (form.group(1).isEmpty()) {
      long suffix = Long.parseLong(form.group(2));
      first = Math.max(0, size - suffix);
      last = size - 1;
    } else {
      first = Long.parseLong(form.group(1));
      last = form.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(form.group(2)));
    }
    return first > last || first >= size
        ? Optional.empty()
        : Optional.of(new ByteRange(first, last));
  }
}
