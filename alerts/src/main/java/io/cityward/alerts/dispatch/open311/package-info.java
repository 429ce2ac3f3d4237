/**
 * Open311 GeoReport v2, both ways: our orders as requests at another city's server, and a server of
 * our own where other systems read cases and post reports. Start reading at {@link
 * io.cityward.alerts.dispatch.open311.Open311Desk} for the server and at {@link
 * io.cityward.alerts.dispatch.open311.Open311Connector} for the client.
 *
 * <p>The standard: wiki.open311.org/GeoReport_v2.
 */
package io.cityward.alerts.dispatch.open311;
