package io.cityward.alerts.notice.channel;

import io.cityward.alerts.notice.Person;
import java.util.List;

/**
 * What one channel is to bring.
 *
 * @param key the same through all retries
 * @param words a sentence or some, without markup
 * @param link to the order; may be empty
 * @param people the one it goes to; or, in a group, those whom it concerns
 */
public record Letter(String key, String title, String words, String link, List<Person> people) {

  public Letter {
    people = List.copyOf(people);
  }

  /** All of it as plain text. */
  public String text() {
    return "【" + title + "】" + words + (link.isEmpty() ? "" : "\n" + link);
  }
}
