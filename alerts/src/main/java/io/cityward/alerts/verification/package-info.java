/**
 * Whether the place of a case is clean after its department has said that it was handled: a camera
 * looks again, several times over a while. Start reading at {@link
 * io.cityward.alerts.verification.VerificationDesk}.
 */
package io.cityward.alerts.verification;
