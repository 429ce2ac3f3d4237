package io.cityward.alerts.notice;

import io.cityward.core.settings.Section;

/**
 * Somebody who is told things.
 *
 * @param email may be empty
 * @param mobile what group robots mention them by; may be empty
 * @param quiet hours in which they are told nothing that can wait
 */
public record Person(String id, String name, String email, String mobile, Quiet quiet) {

  static Person read(String id, Section section) {
    String name = section.text("name");
    String email = section.text("email", "");
    if (!email.isEmpty() && !email.matches("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}")) {
      section.problem("email", email, "an e-mail address");
    }
    String mobile = section.text("mobile", "");
    if (!mobile.matches("[+0-9]{0,20}")) {
      section.problem("mobile", "…", "digits");
    }
    return new Person(id, name, email, mobile, Quiet.read(section));
  }

  /** Without how to reach them. */
  @Override
  public String toString() {
    return id;
  }
}
