package io.cityward.app.bench;

/**
 * What FFmpeg's program took in one round.
 *
 * @param threads its option: {@code 1}, or {@code auto} for its default
 * @param processes one per camera
 * @param cores per camera
 * @param residentBytes per camera
 * @param frames that it says it put out meanwhile, all cameras together
 * @param due that it should have
 */
record ReferenceFigures(
    String threads, int processes, double cores, long residentBytes, long frames, long due) {}
