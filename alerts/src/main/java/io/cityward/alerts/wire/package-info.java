/**
 * The book's values as gRPC messages and back. No logic. Start reading at {@link
 * io.cityward.alerts.wire.AlertWire}.
 */
package io.cityward.alerts.wire;
