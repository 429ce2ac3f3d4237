package io.cityward.alerts.alert;

/** The id of a work order, {@code W-0000000042}. */
public record OrderId(long number) implements Comparable<OrderId> {

  public OrderId {
    Numbered.check("work order id", 'W', number);
  }

  public static OrderId parse(String text) {
    return new OrderId(Numbered.parse("work order id", 'W', text));
  }

  @Override
  public int compareTo(OrderId other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    return Numbered.text('W', number);
  }
}
