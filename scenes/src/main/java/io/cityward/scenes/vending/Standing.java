package io.cityward.scenes.vending;

import io.cityward.core.Box;
import io.cityward.scenes.Zone;

/** A person who stands in a zone. */
record Standing(Box box, Zone zone) {}
