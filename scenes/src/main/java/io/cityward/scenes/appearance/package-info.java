/**
 * A second witness beside the detector: whether a place in the picture still looks as it did. Start
 * reading at {@link io.cityward.scenes.appearance.Patch}.
 */
package io.cityward.scenes.appearance;
