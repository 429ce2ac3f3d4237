/**
 * The one place that writes the book: findings become alerts, alerts open work orders, people's
 * words move them, and whatever must be sent or told is stored in the same transaction. Start
 * reading at {@link io.cityward.alerts.book.AlertBook#record}.
 */
package io.cityward.alerts.book;
