/**
 * The algorithm repository with its files: packs that are uploaded, tried in a process of their
 * own, compared, and handed to whoever runs them. Start reading at {@link
 * io.cityward.app.algorithms.AlgorithmDesk}.
 */
package io.cityward.app.algorithms;
