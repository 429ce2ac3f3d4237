package io.cityward.testkit;

/**
 * What became of a camera's RTP packets on UDP since it was added, all viewers together. Those that
 * wait for their turn count once they have left.
 *
 * @param taken given to the network by the camera
 * @param lost never sent
 * @param reordered held back behind later ones
 * @param duplicated sent twice
 */
public record NetworkFigures(long taken, long lost, long reordered, long duplicated) {}
