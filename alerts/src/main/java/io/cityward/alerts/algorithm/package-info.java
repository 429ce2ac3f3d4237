/**
 * The book-keeping of the algorithm repository: which versions there are, how their trials ended,
 * which of them has which role, and what a shadow found. Knows nothing of what a pack is. Start
 * reading at {@link io.cityward.alerts.algorithm.AlgorithmBook}.
 */
package io.cityward.alerts.algorithm;
