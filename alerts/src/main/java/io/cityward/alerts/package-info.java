/**
 * From findings to handled work orders: the alert book, de-duplication, work orders, dispatch to
 * city systems, evidence, and the gRPC services that show them. Start reading at {@link
 * io.cityward.alerts.AlertCenter}, which puts the parts together, and go on at {@link
 * io.cityward.alerts.book.AlertBook}.
 */
package io.cityward.alerts;
