package io.cityward.testkit;

import io.cityward.core.CityException;

/**
 * What a network does to a camera's RTP packets on UDP: to each packet at most one of the three.
 *
 * @param lossShare how many are lost, 0..1
 * @param reorderShare how many are held back and come 1 to 4 packets too late, 0..1
 * @param duplicateShare how many come twice, 0..1
 * @param seed the same seed does the same to the same packets of each viewer
 */
public record NetworkFault(
    double lossShare, double reorderShare, double duplicateShare, long seed) {

  public static final NetworkFault NONE = new NetworkFault(0, 0, 0, 0);

  public NetworkFault {
    check("loss share", lossShare);
    check("reorder share", reorderShare);
    check("duplicate share", duplicateShare);
    check("sum of loss, reorder and duplicate share", lossShare + reorderShare + duplicateShare);
  }

  private static void check(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw CityException.invalid(name, share, "0 to 1");
    }
  }
}
