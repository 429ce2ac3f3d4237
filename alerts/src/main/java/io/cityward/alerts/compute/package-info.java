/**
 * Who may use how much of the pool: departments apply for compute, or for an algorithm on cameras,
 * and get grants for a time. Values and pure decisions; {@code compute.book} keeps them. Start
 * reading at {@link io.cityward.alerts.compute.Application}, then {@link
 * io.cityward.alerts.compute.Arithmetic}.
 */
package io.cityward.alerts.compute;
