package io.cityward.alerts.compute;

import io.cityward.alerts.alert.Numbered;

/** The id of a grant, written {@code G-0000000001}; they rise in the order of the decisions. */
public record GrantId(long number) {

  public GrantId {
    Numbered.check("grant id", 'G', number);
  }

  public static GrantId parse(String text) {
    return new GrantId(Numbered.parse("grant id", 'G', text));
  }

  @Override
  public String toString() {
    return Numbered.text('G', number);
  }
}
