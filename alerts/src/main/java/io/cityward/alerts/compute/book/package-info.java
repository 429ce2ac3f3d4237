/**
 * Departments, applications, grants and usage, kept in the book's database: every change in one
 * transaction with the arithmetic that allows it and the entry of the audit trail that tells of it.
 * Start reading at {@link io.cityward.alerts.compute.book.ComputeBook}.
 */
package io.cityward.alerts.compute.book;
