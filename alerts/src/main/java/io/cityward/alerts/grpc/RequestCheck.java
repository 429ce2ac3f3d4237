package io.cityward.alerts.grpc;

import com.google.protobuf.ProtocolMessageEnum;
import com.google.protobuf.Timestamp;
import io.cityward.core.CityException;
import io.cityward.core.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads the fields of a request and notes everything that is wrong. A value returned after a
 * problem is a placeholder; {@link #done} refuses the request before it is used.
 */
public final class RequestCheck {

  private static final int LARGEST_PAGE = 500;
  private static final int USUAL_PAGE = 50;
  private static final int LONGEST_LIST = 500;
  private static final long YEAR_10000 = 253_402_300_800L;

  private final List<Problem> problems = new ArrayList<>();

  /** A text without control characters. */
  public String text(String field, String value, int least, int most) {
    if (value.length() < least || value.length() > most) {
      note(field, value.length() + " characters", least + " to " + most + " characters");
    } else if (value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
      note(field, "control characters", "printable text");
    }
    return value;
  }

  /** An id or token that its parser refuses with a reason. */
  public <T> T parsed(String field, T placeholder, Supplier<T> parser) {
    try {
      return parser.get();
    } catch (CityException e) {
      e.problems().forEach(p -> problems.add(new Problem("", field, p.text())));
      return placeholder;
    }
  }

  /** A message in a field, whose parser names what is wrong inside; the field may be empty. */
  public <T> T nested(String field, T placeholder, Supplier<T> parser) {
    try {
      return parser.get();
    } catch (CityException e) {
      if (e.problems().isEmpty()) {
        throw e;
      }
      String path = field.isEmpty() ? "" : field + ".";
      e.problems().forEach(p -> problems.add(new Problem("", path + p.name(), p.text())));
      return placeholder;
    }
  }

  /** The values of a list field, each read by a parser that may refuse it. */
  public <S, T> Set<T> each(String field, Collection<S> values, Function<S, T> parser) {
    if (values.size() > LONGEST_LIST) {
      note(field, values.size() + " values", "at most " + LONGEST_LIST);
      return Set.of();
    }
    Set<T> read = new LinkedHashSet<>();
    int i = 0;
    for (S value : values) {
      T parsed = parsed(field + "[" + i++ + "]", null, () -> parser.apply(value));
      if (parsed != null) {
        read.add(parsed);
      }
    }
    return read;
  }

  /** How many a page is to hold. */
  public int pageSize(int size) {
    if (size < 0 || size > LARGEST_PAGE) {
      note("page_size", size, "1 to " + LARGEST_PAGE + ", or 0 for " + USUAL_PAGE);
    }
    return size == 0 ? USUAL_PAGE : size;
  }

  /** Where a list goes on; the beginning when there is no token. */
  public long pageToken(String token, Object query) {
    return token.isEmpty()
        ? Long.MAX_VALUE
        : parsed("page_token", Long.MAX_VALUE, () -> Token.page(token, query));
  }

  /** How much of a list comes before the page; nothing when there is no token. */
  public long skip(String token, Object query) {
    return token.isEmpty() ? 0 : parsed("page_token", 0L, () -> Token.page(token, query));
  }

  /** Where a watch goes on; empty without a token. */
  OptionalLong resumeToken(String token) {
    return token.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(parsed("resume_token", 0L, () -> Token.resume(token)));
  }

  /** A time, if there is one. */
  public Optional<Instant> time(String field, boolean present, Timestamp value) {
    if (!present) {
      return Optional.empty();
    }
    boolean possible =
        value.getSeconds() >= 0
            && value.getSeconds() < YEAR_10000
            && value.getNanos() >= 0
            && value.getNanos() < 1_000_000_000;
    if (!possible) {
      note(field, value.getSeconds() + " s", "a time in the years 1970 to 9999");
      return Optional.empty();
    }
    return Optional.of(Instant.ofEpochSecond(value.getSeconds(), value.getNanos()));
  }

  /** One of our values by the name that follows a prefix; neither unspecified nor unknown. */
  public static <E extends Enum<E>> E choice(
      ProtocolMessageEnum value, String prefix, Class<E> type) {
    String name = value instanceof Enum<?> e ? e.name() : "";
    for (E choice : type.getEnumConstants()) {
      if (name.equals(prefix + choice.name())) {
        return choice;
      }
    }
    String choices =
        Arrays.stream(type.getEnumConstants())
            .map(choice -> prefix + choice.name())
            .collect(Collectors.joining(", "));
    throw CityException.invalid("choice", name, "one of " + choices);
  }

  /** How much is wrong so far. */
  public int problems() {
    return problems.size();
  }

  public void note(String field, Object value, String expectation) {
    problems.add(Problem.of(field, value, expectation));
  }

  /** Refuses the request if anything was wrong with it. */
  public void done() {
    if (!problems.isEmpty()) {
      throw CityException.invalid(problems);
    }
  }
}
