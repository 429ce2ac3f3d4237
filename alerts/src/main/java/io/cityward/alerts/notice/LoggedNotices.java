package io.cityward.alerts.notice;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where nothing else takes notices: they stand in the log. */
public final class LoggedNotices implements Notices {

  private static final Logger log = LoggerFactory.getLogger(LoggedNotices.class);

  @Override
  public void tell(Notice notice) {
    log.info(
        "{} for {} of {}: {}",
        notice.kind(),
        notice.level(),
        notice.departmentId().isEmpty() ? "nobody yet" : notice.departmentId(),
        notice.words());
  }
}
