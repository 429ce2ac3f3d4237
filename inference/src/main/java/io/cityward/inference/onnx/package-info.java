/**
 * Runs ONNX files with ONNX Runtime, bound below the Deep Java Library, which only makes the
 * process's runtime; docs/rationale/onnxruntime.md says why. Start reading at {@link
 * io.cityward.inference.onnx.OnnxEngine}.
 */
package io.cityward.inference.onnx;
