/**
 * The modules' counters as Micrometer meters, the only place that knows Micrometer. All series
 * exist from the start, at zero. Start reading at {@link io.cityward.app.metrics.Meters}.
 */
package io.cityward.app.metrics;
