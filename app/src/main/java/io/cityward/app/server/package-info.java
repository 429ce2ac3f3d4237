/**
 * The one port: gRPC and gRPC-Web, the console, evidence files, health and metrics. Start reading
 * at {@link io.cityward.app.server.CityServer}.
 */
package io.cityward.app.server;
