-- Phones that look at tickets at a gate, and who came in there.
CREATE TABLE festival_gate (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    festival_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    zone BIGINT NOT NULL,              -- 0: a gate to everything; else the position of the zone
    token_hash TEXT NOT NULL,          -- SHA-256 of the word in its address
    state TEXT NOT NULL,               -- open, revoked
    clock_off_micros BIGINT NOT NULL,  -- by how much its clock was wrong when it was last heard
    heard_at BIGINT,                   -- none when it was never heard
    created_at BIGINT NOT NULL,
    revoked_at BIGINT,
    PRIMARY KEY (shop_id, id)
);
CREATE UNIQUE INDEX festival_gate_token ON festival_gate (token_hash); -- gate::find_by_token
CREATE INDEX festival_gate_of ON festival_gate (shop_id, festival_id, id); -- gate::list

CREATE TABLE gate_entry (
    shop_id BIGINT NOT NULL,
    gate_id BIGINT NOT NULL,
    counter BIGINT NOT NULL,           -- 1, 2, 3 … of its gate: told twice, it is kept once
    festival_id BIGINT NOT NULL,
    ticket_id BIGINT NOT NULL,
    version BIGINT NOT NULL,           -- of the code that was shown
    way TEXT NOT NULL,                 -- in, out
    entered_at BIGINT NOT NULL,        -- by the gate's clock, set right
    received_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, gate_id, counter)
);
CREATE INDEX gate_entry_of_ticket ON gate_entry (shop_id, ticket_id, entered_at); -- gate::of_ticket
CREATE INDEX gate_entry_by_time ON gate_entry (shop_id, festival_id, entered_at); -- gate::hours, doubles
