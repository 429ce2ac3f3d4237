package io.cityward.alerts.book;

import io.cityward.alerts.workorder.OrderAction;
import java.time.Instant;
import java.util.Optional;

/** One step of a work order: what, who, why, to which department, when. */
record Move(
    OrderAction action, String actor, String note, Optional<String> department, Instant at) {}
