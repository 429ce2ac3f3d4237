/**
 * Work orders as signed CloudEvents 1.0 over HTTP, and the status that comes back the same way.
 * Start reading at {@link io.cityward.alerts.dispatch.cloudevents.CloudEventsConnector}.
 */
package io.cityward.alerts.dispatch.cloudevents;
