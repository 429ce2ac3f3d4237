package io.cityward.alerts.store;

import java.util.function.Function;

/**
 * A database for the alert book. Safe for any number of threads.
 *
 * <p>What {@link #write} has returned from is durable and is seen by every later read. An exception
 * out of the work undoes all of it. {@code AlertStoreContract} among the tests holds every
 * implementation to this.
 */
public interface AlertStore extends AutoCloseable {

  /** Opens the database and brings its tables up to date. */
  void start();

  /**
   * Runs the work in one transaction that no other write interleaves with.
   *
   * @throws io.cityward.core.CityException EXTERNAL_FAILED when the database fails
   */
  <T> T write(Function<Ledger, T> work);

  /** Runs the work on one consistent view of the book; it must not write. */
  <T> T read(Function<Ledger, T> work);

  /** Waits for what is running and lets go of the database; may be called twice. */
  @Override
  void close();
}
