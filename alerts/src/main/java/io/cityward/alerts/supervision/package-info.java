/**
 * What is due of an order and when, who is reminded of it, and which level takes part when nothing
 * happens: values, settings and pure rules. Start reading at {@link
 * io.cityward.alerts.supervision.SupervisionRules}.
 */
package io.cityward.alerts.supervision;
