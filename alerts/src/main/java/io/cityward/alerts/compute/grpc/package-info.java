/**
 * {@code ComputeService}: reads requests, asks the books, and puts their answers on the wire. Start
 * reading at {@link io.cityward.alerts.compute.grpc.ComputeGrpcService}.
 */
package io.cityward.alerts.compute.grpc;
