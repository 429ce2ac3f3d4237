/**
 * What was used, by the minute. Start reading at {@link io.cityward.alerts.compute.usage.UsageRow},
 * which is what workers report, and {@link io.cityward.alerts.compute.usage.UsageFigures}, which is
 * what people ask for.
 */
package io.cityward.alerts.compute.usage;
