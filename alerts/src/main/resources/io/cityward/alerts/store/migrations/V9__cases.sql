-- De-duplication over cameras and after closing, merging and splitting, causes of rejection.
INSERT INTO counters (name, value) VALUES ('hint', 0);

ALTER TABLE alerts ADD COLUMN place_id VARCHAR(100) NOT NULL DEFAULT '';
-- Of the grid in which near places are looked up; empty where nothing asks for them.
ALTER TABLE alerts ADD COLUMN cell VARCHAR(40) NOT NULL DEFAULT '';
-- When its work order was finished.
ALTER TABLE alerts ADD COLUMN closed_at BIGINT;
ALTER TABLE alerts ADD COLUMN verdict_code VARCHAR(40) NOT NULL DEFAULT '';
-- Why it was opened, for programs; ties to other alerts, by number.
ALTER TABLE alerts ADD COLUMN opened VARCHAR(30) NOT NULL DEFAULT '';
ALTER TABLE alerts ADD COLUMN recurrence_of BIGINT;
ALTER TABLE alerts ADD COLUMN duplicate_of BIGINT;
ALTER TABLE alerts ADD COLUMN split_from BIGINT;
-- Ids, joined by commas.
ALTER TABLE alerts ADD COLUMN other_cameras TEXT NOT NULL DEFAULT '';
-- Sightings that came when it was closed.
ALTER TABLE alerts ADD COLUMN quiet INTEGER NOT NULL DEFAULT 0;

UPDATE alerts SET verdict_code = 'other' WHERE verdict = 'REJECTED';
UPDATE alerts SET closed_at =
    (SELECT o.changed_at FROM work_orders o WHERE o.number = alerts.order_number)
  WHERE case_open = 0;

CREATE INDEX alerts_closed ON alerts (camera_id, event_code, closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX alerts_by_place ON alerts (event_code, place_id, case_open, closed_at)
  WHERE place_id <> '';
CREATE INDEX alerts_by_cell ON alerts (event_code, cell, case_open, closed_at) WHERE cell <> '';
CREATE INDEX alerts_split ON alerts (split_from) WHERE split_from IS NOT NULL;
CREATE INDEX alerts_judged ON alerts (camera_id, scene, raised_at) WHERE verdict <> 'PENDING';

-- Which camera saw it, which finding reported it, and why it was joined, for programs.
ALTER TABLE sightings ADD COLUMN camera_id VARCHAR(63) NOT NULL DEFAULT '';
ALTER TABLE sightings ADD COLUMN finding_id VARCHAR(100) NOT NULL DEFAULT '';
ALTER TABLE sightings ADD COLUMN code VARCHAR(30) NOT NULL DEFAULT '';
UPDATE sightings SET camera_id =
    (SELECT a.camera_id FROM alerts a WHERE a.number = sightings.alert_number);

-- Whether it sees its case in another picture than the case's own; the alert it came from when its
-- case was merged.
ALTER TABLE findings ADD COLUMN elsewhere INTEGER NOT NULL DEFAULT 0;
ALTER TABLE findings ADD COLUMN merged_from BIGINT;

-- How cases are seen in other pictures than their own: by other cameras, or by what was merged.
CREATE TABLE alert_views (
  -- That sees it now.
  finding_id VARCHAR(100) PRIMARY KEY,
  alert_number BIGINT NOT NULL REFERENCES alerts (number),
  camera_id VARCHAR(63) NOT NULL,
  event_code VARCHAR(100) NOT NULL,
  case_open INTEGER NOT NULL,
  track_id VARCHAR(100) NOT NULL,
  box_left DOUBLE PRECISION NOT NULL,
  box_top DOUBLE PRECISION NOT NULL,
  box_right DOUBLE PRECISION NOT NULL,
  box_bottom DOUBLE PRECISION NOT NULL,
  began_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  -- What it is to that camera: place, scene, zone, event.
  camera_name VARCHAR(200) NOT NULL,
  place_id VARCHAR(100) NOT NULL,
  place_name VARCHAR(200) NOT NULL,
  place_area VARCHAR(100) NOT NULL,
  latitude DOUBLE PRECISION NOT NULL,
  longitude DOUBLE PRECISION NOT NULL,
  scene VARCHAR(100) NOT NULL,
  zone_id VARCHAR(100) NOT NULL,
  zone_kind VARCHAR(100) NOT NULL,
  event_name VARCHAR(200) NOT NULL
);
CREATE INDEX alert_views_open ON alert_views (camera_id, event_code) WHERE case_open = 1;
CREATE INDEX alert_views_closed ON alert_views (camera_id, event_code, alert_number)
  WHERE case_open = 0;
CREATE INDEX alert_views_by_alert ON alert_views (alert_number);

-- Scenes that are rejected too often at a camera, once a day.
CREATE TABLE calibration_hints (
  number ${key} PRIMARY KEY,
  day VARCHAR(10) NOT NULL,
  camera_id VARCHAR(63) NOT NULL,
  scene VARCHAR(100) NOT NULL,
  at BIGINT NOT NULL,
  rejected INTEGER NOT NULL,
  judged INTEGER NOT NULL
);
CREATE UNIQUE INDEX calibration_hints_by_day ON calibration_hints (camera_id, scene, day);
