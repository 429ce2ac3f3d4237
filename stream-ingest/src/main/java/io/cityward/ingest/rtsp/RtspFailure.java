package io.cityward.ingest.rtsp;

/**
 * Why a camera cannot be played, or not any longer: an expected outcome. The reason is for an
 * operator and names neither address nor credentials; whoever asked knows the camera.
 */
public final class RtspFailure extends Exception {

  private static final long serialVersionUID = 1L;

  /** What went wrong. */
  public enum Kind {
    /** Nobody listens on the port. */
    REFUSED,
    /** There is no way to the host. */
    UNREACHABLE,
    NO_SUCH_HOST,
    /** Nothing came in time: no connection, no answer, or no whole picture. */
    SILENT,
    /** The camera closed the connection. */
    CLOSED,
    /** The camera said that the stream is over. */
    ENDED,
    /** It wants a password, or another one (401). */
    UNAUTHORISED,
    /** This user may not see the stream (403). */
    FORBIDDEN,
    NOT_FOUND,
    /** Any other answer than success; {@link #status()} tells which. */
    REJECTED,
    NO_VIDEO,
    /** There is video, but in no form that this client reads. */
    UNSUPPORTED_CODEC,
    /** What it sends is not RTSP, or breaks its bounds. */
    PROTOCOL,
    /** No encrypted connection came about. */
    TLS,
    CANCELLED
  }

  private final Kind kind;
  private final int status;

  RtspFailure(Kind kind, String reason) {
    this(kind, 0, reason);
  }

  private RtspFailure(Kind kind, int status, String reason) {
    super(reason, null, false, false);
    this.kind = kind;
    this.status = status;
  }

  static RtspFailure protocol(String reason) {
    return new RtspFailure(Kind.PROTOCOL, reason);
  }

  static RtspFailure cancelled() {
    return new RtspFailure(Kind.CANCELLED, "cancelled");
  }

  /** The answer to a request was not success. */
  static RtspFailure ofStatus(String method, int status) {
    return switch (status) {
      case 403 ->
          new RtspFailure(Kind.FORBIDDEN, status, "this user may not see this stream (403)");
      case 404 -> new RtspFailure(Kind.NOT_FOUND, status, "no such stream on this camera (404)");
      case 453 -> rejected(status, "the camera has not enough bandwidth left (453)");
      case 454 -> rejected(status, "the camera forgot the session (454)");
      case 461 -> rejected(status, "the camera does not send in the way asked for (461)");
      case 503 -> rejected(status, "the camera is overloaded (503)");
      default -> rejected(status, who(status) + " the " + method + " request (" + status + ")");
    };
  }

  private static String who(int status) {
    return status >= 500 ? "the camera failed at" : "the camera refuses";
  }

  private static RtspFailure rejected(int status, String reason) {
    return new RtspFailure(Kind.REJECTED, status, reason);
  }

  public Kind kind() {
    return kind;
  }

  /** The camera's answer, such as 503; 0 if the failure was no answer. */
  public int status() {
    return status;
  }

  public String reason() {
    return getMessage();
  }
}
