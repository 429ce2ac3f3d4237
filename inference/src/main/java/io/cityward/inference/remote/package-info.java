/**
 * Runs models on servers elsewhere, over the Open Inference Protocol v2 (gRPC): Triton, OpenVINO
 * Model Server, KServe. Start reading at {@link io.cityward.inference.remote.OpenInferenceEngine}.
 */
package io.cityward.inference.remote;
