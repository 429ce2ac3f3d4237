/**
 * Where the book is kept. {@link io.cityward.alerts.store.AlertStore} says what a database must
 * offer (atomic writes, consistent reads); {@link io.cityward.alerts.store.Ledger} is the book's
 * tables inside one transaction, in SQL that SQLite and PostgreSQL both take. Start reading there.
 */
package io.cityward.alerts.store;
