/**
 * Verdicts as arithmetic: from which score on a scene at a camera is right often enough, and how
 * sure that is. Start reading at {@link io.cityward.alerts.calibration.Calibrator}.
 */
package io.cityward.alerts.calibration;
