/**
 * Operators' verdicts as a labelled set: which alerts were events and which were not, with the
 * frames that the scenes saw. Start reading at {@link io.cityward.alerts.feedback.FeedbackExport}.
 */
package io.cityward.alerts.feedback;
