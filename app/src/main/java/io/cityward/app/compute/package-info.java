/**
 * The pool of this process, between the cameras and the books: which tasks may run by what was
 * granted, what each department's share is, which version of an algorithm looks, and what was used.
 * Start reading at {@link io.cityward.app.compute.ComputeCenter} and {@link
 * io.cityward.app.compute.RunningAlgorithms}.
 */
package io.cityward.app.compute;
