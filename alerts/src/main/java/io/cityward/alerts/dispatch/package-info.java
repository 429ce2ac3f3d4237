/**
 * Gets work orders to the departments' own systems: what waits in the outbox is sent, again and
 * again if need be, until it is acknowledged or becomes a dead letter that an operator resends.
 * Start reading at {@link io.cityward.alerts.dispatch.Dispatcher}; a system of another kind needs
 * only a {@link io.cityward.alerts.dispatch.Connector}.
 */
package io.cityward.alerts.dispatch;
