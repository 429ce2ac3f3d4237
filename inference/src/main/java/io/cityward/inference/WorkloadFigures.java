package io.cityward.inference;

import io.cityward.inference.pack.InputSize;
import java.util.Map;

/**
 * A pack at an input size, as the pool knows it.
 *
 * @param cost what a picture cost when it was measured, in CU·s; 0 before
 * @param meanCost what pictures cost of late, in CU·s
 * @param measuredMillis what a picture took of a session when it was measured; 0 before
 * @param meanMillis what pictures took of late
 * @param batch the most pictures of one run
 * @param secondsPerPicture what was measured, by pictures per run
 * @param sessions that are open
 * @param atWork of these, at a picture now
 * @param stuck runs that went over the time limit and do not come back
 * @param resting why nothing is tried at the moment; empty if it is
 */
public record WorkloadFigures(
    String pack,
    String version,
    InputSize size,
    Device device,
    double cost,
    double meanCost,
    double measuredMillis,
    double meanMillis,
    int batch,
    Map<Integer, Double> secondsPerPicture,
    int sessions,
    int atWork,
    int stuck,
    String resting) {}
