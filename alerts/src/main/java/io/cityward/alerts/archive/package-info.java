/**
 * A case with all its evidence in one signed file, for those who have to prove it later. Start
 * reading at {@link io.cityward.alerts.archive.CaseExport}, and at {@link
 * io.cityward.alerts.archive.CaseCheck} for the other side.
 */
package io.cityward.alerts.archive;
