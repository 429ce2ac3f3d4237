package io.cityward.inference;

import io.cityward.inference.fair.Share;

/**
 * How a department does when the last second was closed: CU over that second, and CU·s and pictures
 * since the pool was opened.
 *
 * @param share what it may use
 * @param used CU that it used
 * @param wanted CU that its tasks would use if every picture were looked at that their cameras gave
 *     in the last ten seconds; of a lane that is not open for so long, as many as they may look at
 * @param lent CU of its guarantee that others used
 * @param borrowed CU that it used above its guarantee
 * @param answered what part of the pictures whose waiting ended got an answer, 0..1; 1 if there was
 *     none. Less means that the pool does not keep up, or that a model fails
 * @param counts pictures of all its tasks, of those too that are no longer in the figures
 */
public record DepartmentFigures(
    String department,
    Share share,
    double used,
    double wanted,
    double lent,
    double borrowed,
    double answered,
    double usedInAll,
    double lentInAll,
    double borrowedInAll,
    Counts counts) {}
