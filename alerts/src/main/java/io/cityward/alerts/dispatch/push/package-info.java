/**
 * The connector to systems that offer {@code CityManagementService}: one unary gRPC call per work
 * order. Start reading at {@link io.cityward.alerts.dispatch.push.GrpcPushConnector}.
 */
package io.cityward.alerts.dispatch.push;
