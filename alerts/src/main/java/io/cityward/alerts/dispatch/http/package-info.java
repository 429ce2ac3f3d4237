/**
 * HTTP to systems that are not ours, with every bound that a stranger needs: time, size, redirects,
 * and which networks may be reached at all. Start reading at {@link
 * io.cityward.alerts.dispatch.http.OutsideHttp}.
 */
package io.cityward.alerts.dispatch.http;
