/**
 * From pictures to detections: cameras hand pictures to their lanes, a fixed number of sessions
 * looks at them, departments sharing by what they were granted, and an engine runs the model of a
 * pack on each. Start reading at {@link io.cityward.inference.InferencePool}: {@code LaneQueue}
 * says whose turn it is, by the rules in {@code fair}; a {@code Worker} takes the turn, with a
 * session from its workload's {@code Shelf}; the {@code Crew} watches the workers' time. {@code
 * pack} reads the packs, {@code tensor} stands between pictures and numbers, and {@code onnx} runs
 * the graphs.
 */
package io.cityward.inference;
