package io.cityward.ingest.rtsp;

import io.cityward.ingest.rtsp.Assembler.Step;
import io.cityward.ingest.rtsp.RtspFailure.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One RTSP 1.0 conversation (RFC 2326) that plays one video, H.264 or H.265. One owner thread opens
 * and reads, and needs no other; {@link #cancel()} and {@link #close()} may come from any thread,
 * before, while or after it does. After a failure the client is of no more use than to be closed.
 */
public final class RtspClient implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RtspClient.class);
  private static final Duration GOODBYE = Duration.ofMillis(500);

  private final RtspRequest request;
  private final Deadline deadline = new Deadline();

  /** Held while the owner opens or reads. */
  private final ReentrantLock turn = new ReentrantLock();

  private volatile Playing playing;
  private VideoFormat format;
  private RtpPacket held;
  private RtspFailure failure;
  private boolean closed;

  /** Does nothing yet. */
  public RtspClient(RtspRequest request) {
    this.request = request;
  }

  /**
   * Connects, describes, sets up and plays. Blocks until the camera plays, at most for the
   * request's connect timeout.
   */
  public void open() throws RtspFailure {
    turn.lock();
    try {
      if (playing != null || failure != null || closed) {
        throw failure != null ? failure : unusable();
      }
      Watch.add(deadline);
      deadline.arm(request.connectTimeout(), "the camera did not answer within");
      playing = new Opener(request, deadline).open();
      format = format(playing.track(), playing.track().parameterSets());
    } catch (RtspFailure e) {
      throw failed(e);
    } finally {
      deadline.disarm();
      turn.unlock();
    }
  }

  /**
   * The next whole picture, lent until the next call.
   *
   * @param patience until it is whole, however its packets drip
   * @throws RtspFailure SILENT if it is not whole then
   */
  public AccessUnit read(Duration patience) throws RtspFailure {
    turn.lock();
    try {
      if (playing == null || failure != null) {
        throw failure != null ? failure : unusable();
      }
      deadline.arm(patience, "no picture for");
      return next();
    } catch (RtspFailure e) {
      throw failed(e);
    } finally {
      deadline.disarm();
      turn.unlock();
    }
  }

  private AccessUnit next() throws RtspFailure {
    Assembler assembler = playing.assembler();
    while (true) {
      RtpPacket packet = held != null ? held : playing.media().next();
      Step step = assembler.add(packet);
      held = step == Step.COMPLETE_BEFORE ? packet : null;
      if (step != Step.MORE) {
        AccessUnit unit = assembler.unit();
        if (unit.formatChanged()) {
          format = format(playing.track(), assembler.parameterSets());
        }
        return unit;
      }
    }
  }

  /** What is played now. Owner thread, once it is open. */
  public VideoFormat format() {
    return format;
  }

  /** Owner thread. */
  public RtspFigures figures() {
    Playing now = playing;
    if (now == null) {
      return new RtspFigures(0, 0, 0, 0, 0, 0);
    }
    long junk = now.conversation().framing().junk();
    return now.reception().figures(junk, now.assembler().dropped());
  }

  /** Ends whatever the owner waits for, at once, also what it has not begun to wait for yet. */
  public void cancel() {
    Playing now = playing;
    if (now != null && now.conversation().line() instanceof PlainLine) {
      now.conversation().farewell();
    }
    deadline.cancel();
  }

  /** Says goodbye, waits at most half a second for the answer, and closes. Idempotent. */
  @Override
  public void close() {
    if (!turn.tryLock()) {
      cancel();
      turn.lock();
    }
    try {
      if (!closed) {
        closed = true;
        end();
      }
    } finally {
      turn.unlock();
    }
  }

  private void end() {
    try {
      if (playing != null) {
        // In time for the release, too: an end that is past would close the connection.
        deadline.arm(GOODBYE, "no goodbye within");
        playing.media().release();
        goodbye();
      }
    } catch (IOException | RtspFailure e) {
      LOG.debug("RTSP: no goodbye: {}", e.toString());
    } finally {
      deadline.cancel();
      Watch.remove(deadline);
      if (playing != null) {
        playing.assembler().release();
        playing.conversation().framing().release();
        playing = null;
      }
    }
  }

  private void goodbye() throws RtspFailure {
    boolean listens = failure == null || failure.kind() == Kind.SILENT;
    if (listens && !deadline.cancelled()) {
      playing.conversation().teardown();
    }
  }

  private RtspFailure failed(RtspFailure e) {
    failure = e;
    return e;
  }

  private static RtspFailure unusable() {
    return new RtspFailure(Kind.CANCELLED, "not open");
  }

  private static VideoFormat format(VideoTrack track, ParameterSets sets) {
    return new VideoFormat(track.codec(), ByteBuffer.wrap(sets.bytes()), track.framesPerSecond());
  }
}
