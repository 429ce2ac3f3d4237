package io.cityward.inference;

import io.cityward.core.CityException;
import io.cityward.core.Picture;
import java.util.List;
import java.util.Optional;

/**
 * One picture to be looked at, and who wants to know.
 *
 * <p>Of {@link #detected}, {@link #failed} and {@link #dropped} exactly one is called, once; then
 * {@link #close}, once. The first two come from a worker's thread, and should be brief: the worker
 * waits. {@code dropped} comes from whichever thread did the dropping.
 */
public interface PictureJob extends AutoCloseable {

  /** Asked for once, when the picture's turn has come; stays valid until {@link #close}. */
  Picture picture();

  /**
   * Asked once, on the worker's thread, when the picture's turn has come: what a detector would see
   * in it, if that is known without looking, as when nothing has moved since the last look. Such an
   * answer goes to {@link #detected} at once and spends no inference; what is thrown here goes to
   * {@link #failed}.
   */
  default Optional<List<Detection>> known() {
    return Optional.empty();
  }

  void detected(List<Detection> detections);

  void failed(CityException reason);

  void dropped(DropReason reason);

  /** Gives the picture back. */
  @Override
  void close();
}
