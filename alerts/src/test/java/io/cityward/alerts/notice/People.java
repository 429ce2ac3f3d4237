package io.cityward.alerts.notice;

import java.util.Map;

/** Two people of these tests. */
public final class People {

  public static final Person LI =
      new Person("li", "李", "li@city.example", "13800000000", Quiet.NEVER);
  public static final Person WANG = new Person("wang", "王", "wang@city.example", "", Quiet.NEVER);
  public static final Map<String, Person> ALL = Map.of("li", LI, "wang", WANG);

  private People() {}
}
