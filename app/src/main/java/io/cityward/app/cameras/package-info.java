/**
 * Which cameras there are, and how they are added, changed and removed while Cityward runs: checked
 * as a whole, stored, and only then put on the board. Start reading at {@link
 * io.cityward.app.cameras.CameraDesk}.
 */
package io.cityward.app.cameras;
