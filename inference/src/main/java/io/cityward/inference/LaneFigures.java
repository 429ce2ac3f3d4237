package io.cityward.inference;

import io.cityward.inference.pack.InputSize;
import java.util.List;

/**
 * An open lane; counted since it was opened.
 *
 * @param pack that looks at its pictures now
 * @param framesPerSecond that it wants: as many as the payer who wants most
 * @param waiting whether a picture waits for its turn
 * @param used by all payers together, in CU·s
 */
public record LaneFigures(
    String name,
    String pack,
    String version,
    InputSize size,
    List<Payer> payers,
    double framesPerSecond,
    boolean waiting,
    Counts counts,
    double used) {}
