package io.cityward.inference;

import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * One shelf of sessions for each workload that a lane wants, or that was prepared a moment ago. For
 * many threads.
 */
final class Shelves implements AutoCloseable {

  /** So long a shelf that was prepared waits for its first lane. */
  static final Duration PREPARED_FOR = Duration.ofMinutes(1);

  private static final int REMEMBERED = 64;

  private final Function<Workload, Shelf> maker;
  private final LongSupplier nanos;

  // Guarded by this.
  private final Map<Workload, Place> places = new LinkedHashMap<>();
  private boolean untidy;
  private boolean closed;

  /** What was measured on shelves that are gone, those of the last workloads. */
  private final Map<Workload, Measured> known =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Workload, Measured> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** A shelf, and how many want it. */
  private static final class Place {
    final Shelf shelf;
    int lanes;
    long preparedUntil;
    boolean prepared;

    Place(Shelf shelf) {
      this.shelf = shelf;
    }
  }

  Shelves(Function<Workload, Shelf> maker, LongSupplier nanos) {
    this.maker = maker;
    this.nanos = nanos;
  }

  /** One more lane wants this. */
  synchronized Shelf want(Workload workload) {
    Place place = place(workload);
    place.lanes++;
    place.prepared = false;
    return place.shelf;
  }

  /** A lane wants this no longer; its sessions stay until {@link #tidy}. */
  synchronized void unwant(Shelf shelf) {
    places.get(shelf.workload()).lanes--;
    untidy = true;
  }

  /**
   * Keeps a shelf for a while, though no lane wants it yet.
   *
   * @throws CityException ILLEGAL_STATE once closed
   */
  synchronized Shelf prepare(Workload workload) {
    if (closed) {
      throw new CityException(ErrorCode.ILLEGAL_STATE, workload + ": the pool is closed");
    }
    Place place = place(workload);
    place.prepared = true;
    place.preparedUntil = nanos.getAsLong() + PREPARED_FOR.toNanos();
    untidy = true;
    return place.shelf;
  }

  private Place place(Workload workload) {
    return places.computeIfAbsent(workload, w -> new Place(shelf(w)));
  }

  private Shelf shelf(Workload workload) {
    Shelf shelf = maker.apply(workload);
    Measured table = known.get(workload);
    if (table != null) {
      shelf.know(table);
    }
    return shelf;
  }

  private void remember(Shelf shelf) {
    Measured table = shelf.measured();
    if (table != null) {
      known.remove(shelf.workload());
      known.put(shelf.workload(), table);
    }
  }

  /** Closes what nobody wants any more. */
  void tidy() {
    List<Shelf> unwanted = new ArrayList<>();
    synchronized (this) {
      if (!untidy) {
        return;
      }
      untidy = false;
      long now = nanos.getAsLong();
      places
          .values()
          .removeIf(
              place -> {
                boolean waits = place.prepared && now - place.preparedUntil < 0;
                untidy |= waits;
                if (place.lanes > 0 || waits) {
                  return false;
                }
                remember(place.shelf);
                return unwanted.add(place.shelf);
              });
    }
    unwanted.forEach(Shelf::close);
  }

  synchronized List<WorkloadFigures> figures() {
    return places.values().stream().map(place -> place.shelf.figures()).toList();
  }

  @Override
  public void close() {
    List<Shelf> all;
    synchronized (this) {
      closed = true;
      all = places.values().stream().map(place -> place.shelf).toList();
    }
    all.forEach(Shelf::close);
  }
}
