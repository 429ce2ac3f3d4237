/**
 * What other systems call events and fields: code mappings and message templates. Start reading at
 * {@link io.cityward.alerts.dispatch.mapping.CodeMapping}.
 */
package io.cityward.alerts.dispatch.mapping;
