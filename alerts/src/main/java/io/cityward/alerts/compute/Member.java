package io.cityward.alerts.compute;

import io.cityward.core.CityException;
import java.util.regex.Pattern;

/**
 * Somebody of a department.
 *
 * @param user a name and no proof, as in the metadata {@code cityward-actor}
 */
public record Member(String department, String user, Role role) {

  private static final Pattern USER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._@:/-]{0,63}");

  /** What a member may do. */
  public enum Role {
    MEMBER,
    /** May apply. */
    APPLICANT
  }

  public Member {
    if (user == null || !USER.matcher(user).matches()) {
      throw CityException.invalid(
          "user",
          user == null ? "missing" : user.length() + " characters",
          "1 to 64 of letters, digits, ' ' and ._@:/-, starting with a letter or digit");
    }
  }
}
