/**
 * Runs the real way of a frame over clips with known truth. Start reading at {@link
 * io.cityward.app.eval.Evaluator}.
 */
package io.cityward.app.eval;
