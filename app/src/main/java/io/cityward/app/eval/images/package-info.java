/**
 * Scores a model pack against pictures in which people drew boxes: AP50 per class. Start reading at
 * {@link io.cityward.app.eval.images.ImageEvaluator}; {@link
 * io.cityward.app.eval.images.AveragePrecision} is the arithmetic.
 */
package io.cityward.app.eval.images;
