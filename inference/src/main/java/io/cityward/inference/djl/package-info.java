/**
 * Runs graphs through the Deep Java Library; the only place that knows it. Start reading at {@link
 * io.cityward.inference.djl.DjlOnnxEngine}.
 */
package io.cityward.inference.djl;
