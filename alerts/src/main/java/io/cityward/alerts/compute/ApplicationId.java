package io.cityward.alerts.compute;

import io.cityward.alerts.alert.Numbered;

/** The id of an application, written {@code Q-0000000001}; they rise in the order of submission. */
public record ApplicationId(long number) {

  public ApplicationId {
    Numbered.check("application id", 'Q', number);
  }

  public static ApplicationId parse(String text) {
    return new ApplicationId(Numbered.parse("application id", 'Q', text));
  }

  @Override
  public String toString() {
    return Numbered.text('Q', number);
  }
}
