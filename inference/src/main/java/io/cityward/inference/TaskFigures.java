package io.cityward.inference;

/**
 * What a task had of the pool, with one version of a pack; all but the rate counted since the pool
 * was opened. Of a lane that several tasks share, each counts the part of the pictures that it
 * wanted. Kept for {@link PoolFigures#KEPT} after the task's last lane was closed; a task that
 * comes back later begins at 0 again.
 *
 * @param framesPerSecond pictures that it wants now; 0 when its lanes are closed
 * @param wanted pictures that it wanted
 * @param used in CU·s
 */
public record TaskFigures(
    String department,
    String task,
    String pack,
    String version,
    double framesPerSecond,
    double wanted,
    Counts counts,
    double used) {}
