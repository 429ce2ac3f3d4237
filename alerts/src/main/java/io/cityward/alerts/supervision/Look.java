package io.cityward.alerts.supervision;

import java.util.List;

/**
 * What somebody finds who looks at an order's deadline.
 *
 * @param resumes whether its suspension has ended
 */
public record Look(Supervision after, List<Happening> happenings, boolean resumes) {

  public Look {
    happenings = List.copyOf(happenings);
  }
}
