-- The call with which an organiser asks shops to come.
CREATE TABLE festival_call (
    shop_id BIGINT NOT NULL,
    festival_id BIGINT NOT NULL,
    opens_at BIGINT NOT NULL,
    closes_at BIGINT NOT NULL,
    pay_days BIGINT NOT NULL,          -- days in which a fee is paid
    words TEXT NOT NULL,               -- whom the organiser looks for, in the festival's language
    words_en TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, festival_id)
);
CREATE INDEX festival_call_by_end ON festival_call (closes_at, shop_id, festival_id); -- festivals::booths::open_calls

-- A shop that wants a booth. It has one application at a festival, again after it has withdrawn.
CREATE TABLE festival_application (
    shop_id BIGINT NOT NULL,           -- the organiser's
    id BIGINT NOT NULL,
    festival_id BIGINT NOT NULL,
    zone_id BIGINT NOT NULL,
    applicant_id BIGINT NOT NULL,      -- the shop that wants it
    state TEXT NOT NULL,
    facts TEXT NOT NULL,               -- what is true in that state, as JSON
    waiting_since BIGINT,              -- on the waiting list; none of others
    words TEXT NOT NULL,               -- what it shows
    listings TEXT NOT NULL,            -- JSON: numbers of its listings
    tables BIGINT NOT NULL,
    power_watts BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, festival_id, applicant_id)
);
CREATE INDEX festival_application_waiting ON festival_application (shop_id, zone_id, state, waiting_since, id); -- festivals::booths::next_waiting
CREATE INDEX festival_application_of ON festival_application (applicant_id, id); -- festivals::booths::list_of_applicant

CREATE TABLE festival_application_step (
    shop_id BIGINT NOT NULL,
    application_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    act TEXT NOT NULL,
    state TEXT NOT NULL,
    by_role TEXT NOT NULL,
    by_account BIGINT,
    detail TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, application_id, id)
);

-- Every order by which a fee was paid, and what became of the money.
CREATE TABLE festival_fee (
    shop_id BIGINT NOT NULL,
    order_id BIGINT NOT NULL,
    zone_id BIGINT NOT NULL,
    application_id BIGINT,             -- none of who had no booth to pay
    state TEXT NOT NULL,               -- booth, returned, owed, kept
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, order_id)
);
CREATE INDEX festival_fee_of ON festival_fee (shop_id, application_id); -- festivals::booths::fee_of
CREATE INDEX festival_fee_owed ON festival_fee (shop_id, state, zone_id); -- festivals::booths::owed
