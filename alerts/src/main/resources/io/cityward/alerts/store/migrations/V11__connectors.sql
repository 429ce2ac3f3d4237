-- What an operator changed of a dispatch that had become a dead letter.
CREATE TABLE dispatch_edits (
  order_number BIGINT NOT NULL REFERENCES work_orders (number),
  dispatch INTEGER NOT NULL,
  event_code VARCHAR(100) NOT NULL,
  event_name VARCHAR(200) NOT NULL,
  note VARCHAR(1000) NOT NULL,
  PRIMARY KEY (order_number, dispatch)
);

CREATE INDEX outbox_dead ON outbox (order_number) WHERE state = 'DEAD_LETTER';
CREATE INDEX outbox_external ON outbox (connector, external_id) WHERE state = 'ACKNOWLEDGED';

-- What other systems report over Open311. Who reported stays here and goes nowhere else.
INSERT INTO counters (name, value) VALUES ('outside_report', 0);
CREATE TABLE outside_reports (
  number ${key} PRIMARY KEY,
  source VARCHAR(100) NOT NULL,
  -- Chosen by the source, or made of what it sent: the same again is the same report.
  report_key VARCHAR(100) NOT NULL,
  state VARCHAR(20) NOT NULL,
  event_code VARCHAR(100) NOT NULL,
  event_name VARCHAR(200) NOT NULL,
  description VARCHAR(4000) NOT NULL,
  place_name VARCHAR(200) NOT NULL,
  place_area VARCHAR(100) NOT NULL,
  latitude DOUBLE PRECISION NOT NULL,
  longitude DOUBLE PRECISION NOT NULL,
  media_url VARCHAR(1000) NOT NULL,
  contact VARCHAR(400) NOT NULL,
  received_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  order_number BIGINT,
  note VARCHAR(1000) NOT NULL,
  UNIQUE (source, report_key)
);
CREATE INDEX outside_reports_by_state ON outside_reports (state, number);

-- What people are told, one row per channel and person.
INSERT INTO counters (name, value) VALUES ('notice_delivery', 0);
CREATE TABLE notice_deliveries (
  number ${key} PRIMARY KEY,
  notice_key VARCHAR(150) NOT NULL,
  kind VARCHAR(30) NOT NULL,
  title VARCHAR(200) NOT NULL,
  words VARCHAR(1500) NOT NULL,
  channel VARCHAR(100) NOT NULL,
  recipient VARCHAR(100) NOT NULL,
  concerned VARCHAR(1000) NOT NULL,
  order_number BIGINT,
  state VARCHAR(20) NOT NULL,
  attempts INTEGER NOT NULL,
  last_error VARCHAR(500) NOT NULL,
  created_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  UNIQUE (notice_key, channel, recipient)
);
CREATE INDEX notice_deliveries_due ON notice_deliveries (channel, due_at) WHERE state = 'PENDING';
-- The orders that were dispatched and that somebody must accept.
CREATE TABLE notice_waits (
  order_number BIGINT NOT NULL REFERENCES work_orders (number),
  dispatch INTEGER NOT NULL,
  step INTEGER NOT NULL,
  due_at BIGINT NOT NULL,
  PRIMARY KEY (order_number, dispatch)
);
CREATE INDEX notice_waits_due ON notice_waits (due_at);
