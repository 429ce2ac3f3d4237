package io.cityward.alerts.alert;

/** The id of an alert, {@code A-0000000042}: short enough to be spoken, and sorted by age. */
public record AlertId(long number) implements Comparable<AlertId> {

  public AlertId {
    Numbered.check("alert id", 'A', number);
  }

  public static AlertId parse(String text) {
    return new AlertId(Numbered.parse("alert id", 'A', text));
  }

  @Override
  public int compareTo(AlertId other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    return Numbered.text('A', number);
  }
}
