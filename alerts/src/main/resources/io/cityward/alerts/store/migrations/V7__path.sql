-- Where a moving thing was, as JSON: [[microseconds, left, top, right, bottom], ...].
ALTER TABLE alerts ADD COLUMN path TEXT NOT NULL DEFAULT '[]';
