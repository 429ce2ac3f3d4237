/**
 * From pictures to detections: cameras hand pictures to their lanes, a fixed number of sessions
 * takes them in turn, and an engine runs the model of a pack on each. Start reading at {@link
 * io.cityward.inference.InferencePool}; {@code pack} reads the packs, {@code tensor} stands between
 * pictures and numbers, and {@code onnx} runs the graphs.
 */
package io.cityward.inference;
