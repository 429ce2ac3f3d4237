/**
 * Learns from past decisions which department an order belongs to, for those that no rule takes.
 * Pure and repeatable: the same decisions give the same model. Start reading at {@link
 * io.cityward.alerts.learned.Trainer}.
 */
package io.cityward.alerts.learned;
