package io.cityward.alerts.compute.usage;

/**
 * Where the frames went: wanted = inferred + answeredWithout + the four drops, up to those that are
 * still on their way.
 *
 * @param cuSeconds CU·s that the inferences took
 * @param wanted what the task's frames per second ask for
 * @param answeredWithout showed nothing new: the last detections stood
 * @param replaced a newer one came first
 * @param tooLate its answer would have been, or was
 * @param failed the engine or the model
 * @param other any other reason
 */
public record Frames(
    double cuSeconds,
    long wanted,
    long inferred,
    long answeredWithout,
    long replaced,
    long tooLate,
    long failed,
    long other) {

  public static final Frames NONE = new Frames(0, 0, 0, 0, 0, 0, 0, 0);
}
