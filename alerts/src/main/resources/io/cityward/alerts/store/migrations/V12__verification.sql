-- The camera looks again after an order was handled: one row per order, of the last time.
CREATE TABLE verifications (
  order_number BIGINT PRIMARY KEY REFERENCES work_orders (number),
  handled_version BIGINT NOT NULL,
  state VARCHAR(20) NOT NULL,
  handled_at BIGINT NOT NULL,
  looks INTEGER NOT NULL,
  clear_looks INTEGER NOT NULL,
  present_looks INTEGER NOT NULL,
  next_look_at BIGINT,
  reason VARCHAR(500) NOT NULL
);
CREATE INDEX verifications_due ON verifications (next_look_at) WHERE state = 'LOOKING';
