package io.cityward.app.bench;

/**
 * How fast some threads were in one round, and what an inference took.
 *
 * @param cpuMillis user and system time of these threads
 * @param processMillis of the whole process
 * @param heapBytes that these threads allocated
 */
record Pace(double perSecond, double cpuMillis, double processMillis, double heapBytes) {}
