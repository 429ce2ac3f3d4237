package io.cityward.alerts.book;

import io.cityward.alerts.alert.AlertId;
import io.cityward.alerts.alert.Judgement;

/**
 * What somebody says about an alert.
 *
 * @param judgement confirmed or rejected
 * @param key the same key again changes nothing
 */
public record VerdictCommand(AlertId alert, Judgement judgement, String key) {}
