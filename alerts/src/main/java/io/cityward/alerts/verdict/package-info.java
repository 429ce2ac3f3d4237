/**
 * What people and rules say about alerts, as settings and values: the causes of rejection, rules
 * that confirm, and when a scene is rejected too often. Start reading at {@link
 * io.cityward.alerts.verdict.VerdictSettings}.
 */
package io.cityward.alerts.verdict;
