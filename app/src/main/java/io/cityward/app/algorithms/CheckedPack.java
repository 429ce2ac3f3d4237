package io.cityward.app.algorithms;

import io.cityward.alerts.algorithm.PackFacts;
import io.cityward.alerts.algorithm.VersionId;
import java.nio.file.Path;

/**
 * A pack whose manifest and files have been checked.
 *
 * @param packs the folder that holds the pack's folder, and nothing else
 */
record CheckedPack(VersionId id, PackFacts facts, Path packs) {}
