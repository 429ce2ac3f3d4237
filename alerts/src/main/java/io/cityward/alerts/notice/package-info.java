/**
 * What people must be told about a work order, and the way out for it. Notices are stored in the
 * transaction that gives reason for them; how they travel (e-mail, robots) is the business of who
 * implements {@link io.cityward.alerts.notice.Notices}. Start reading there.
 */
package io.cityward.alerts.notice;
