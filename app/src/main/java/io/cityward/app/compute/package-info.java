/**
 * Compute by department, where the pool is: which tasks may run by what was granted, what each
 * department's share of the pool is, and what was used. Start reading at {@link
 * io.cityward.app.compute.GrantKeeper}.
 */
package io.cityward.app.compute;
