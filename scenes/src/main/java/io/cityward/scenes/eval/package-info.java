/**
 * Scores scenes against what really happens in a clip. {@link io.cityward.scenes.eval.TruthFile}
 * says what that is, {@link io.cityward.scenes.eval.ClipEvaluation} collects what the scenes claim,
 * {@link io.cityward.scenes.eval.Scorer} compares. Start reading at the scorer.
 */
package io.cityward.scenes.eval;
