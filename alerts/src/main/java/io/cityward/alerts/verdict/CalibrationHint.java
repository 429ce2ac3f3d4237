package io.cityward.alerts.verdict;

import io.cityward.core.CameraId;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A scene at a camera that people reject too often: its threshold, zone or pack wants a look. Told
 * once a day.
 *
 * @param at when that was noticed
 * @param rejected how many alerts of those judged
 * @param judged confirmed or rejected by people, of the alerts raised in the days that count
 */
public record CalibrationHint(
    LocalDate day, CameraId camera, String scene, Instant at, int rejected, int judged) {}
