/**
 * Which department a work order goes to, and why: areas, rules, and what was learned, put together.
 * Start reading at {@link io.cityward.alerts.rules.DepartmentChooser}.
 */
package io.cityward.alerts.rules;
