package io.cityward.alerts.dispatch;

/**
 * How work orders are sent.
 *
 * @param evidenceBaseUrl prefix that makes evidence paths absolute for the receivers; may be empty
 */
public record DispatchSettings(RetryPolicy retry, String evidenceBaseUrl, BreakerPolicy breaker) {

  public static final DispatchSettings DEFAULT = new DispatchSettings(RetryPolicy.DEFAULT, "");

  public DispatchSettings(RetryPolicy retry, String evidenceBaseUrl) {
    this(retry, evidenceBaseUrl, BreakerPolicy.DEFAULT);
  }
}
