/**
 * How departments share the pool, as pure state and time: {@link
 * io.cityward.inference.fair.FairQueue} says whose turn it is, {@link
 * io.cityward.inference.fair.Lending} who lent what to whom. Nothing here knows threads, pictures
 * or models.
 */
package io.cityward.inference.fair;
