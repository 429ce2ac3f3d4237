package io.cityward.inference;

/**
 * How long the reference pack takes for a picture: a compute unit is one such inference per second.
 * Until the reference was measured, the pack that was measured first stands in. For many threads.
 */
final class Scale {

  /** A clock that does not tick between two readings must not make compute infinite. */
  private static final double LEAST_SECONDS = 1e-6;

  private final PoolSettings settings;
  private boolean settled;
  private String pack = "";
  private volatile double seconds = Double.NaN;

  Scale(PoolSettings settings) {
    this.settings = settings;
  }

  synchronized void measured(Workload workload, Measured measured) {
    boolean reference =
        workload.pack().name().equals(settings.reference())
            && workload.size().equals(workload.pack().defaultSize());
    if (!settled && (reference || pack.isEmpty())) {
      settled = reference;
      pack = workload.pack().toString();
      seconds = Math.max(LEAST_SECONDS, measured.secondsAlone());
    }
  }

  /** What so many seconds of a session are in CU·s; 0 as long as nothing was measured. */
  double units(double sessionSeconds) {
    double one = seconds;
    return Double.isNaN(one) ? 0 : sessionSeconds / one;
  }

  /** Of the whole pool, in CU; 0 as long as nothing was measured. */
  double capacity() {
    return units(settings.sessions());
  }

  /** Name and version of the pack that the scale comes from; empty as long as there is none. */
  synchronized String pack() {
    return pack;
  }

  /** NaN as long as nothing was measured. */
  double seconds() {
    return seconds;
  }
}
