package io.cityward.alerts.supervision;

import io.cityward.alerts.notice.Level;
import io.cityward.alerts.notice.Notice;
import java.util.Optional;

/**
 * What became of a deadline as time went by.
 *
 * @param notice what people are told of it; empty when nobody needs to be
 * @param level whom
 * @param mark tells it from all others of the order, also in other centers
 */
public record Happening(Optional<Notice.Kind> notice, Level level, String mark, String words) {}
