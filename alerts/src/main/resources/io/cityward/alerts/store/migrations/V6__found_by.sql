-- Whose detections the scene saw that opened an alert; empty where it saw none, and for what was opened before.
ALTER TABLE alerts ADD COLUMN algorithm TEXT NOT NULL DEFAULT '';
ALTER TABLE alerts ADD COLUMN algorithm_version TEXT NOT NULL DEFAULT '';
