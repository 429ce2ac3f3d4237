/**
 * The gRPC services of alerts and work orders: they check requests, ask the book, and put its
 * answers on the wire. Handlers block on the database, so that they want a blocking executor. Start
 * reading at {@link io.cityward.alerts.grpc.AlertGrpcService}; every error goes through {@link
 * io.cityward.alerts.grpc.GrpcErrors}.
 */
package io.cityward.alerts.grpc;
