/**
 * Between pictures and a graph's numbers, the same for every engine: a picture becomes the input's
 * floats, and the outputs' floats become detections. All of it is reused from picture to picture
 * and belongs to one thread. Start reading at {@link io.cityward.inference.tensor.InputTensor} and
 * {@link io.cityward.inference.tensor.DetectionReader}.
 */
package io.cityward.inference.tensor;
