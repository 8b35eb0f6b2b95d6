-- On which share a shop sells for another in its rooms, and what of the other's.
CREATE TABLE live_agreement (
    shop_id BIGINT NOT NULL,           -- the shop whose host sells
    id BIGINT NOT NULL,
    of_shop_id BIGINT NOT NULL,        -- the shop whose things are sold
    basis_points BIGINT NOT NULL,      -- of what the goods are sold for
    words TEXT NOT NULL,               -- of the host, with the asking
    state TEXT NOT NULL,
    facts TEXT NOT NULL,               -- what is true in that state, as JSON
    listings TEXT NOT NULL,            -- JSON: numbers of the listings agreed on; empty for all
    lowest_basis_points BIGINT NOT NULL, -- a room's price is at least this part of what a thing costs everybody
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX live_agreement_of_shop ON live_agreement (of_shop_id, id); -- live::hosting::list_of_other
CREATE INDEX live_agreement_of_both ON live_agreement (shop_id, of_shop_id, state); -- live::hosting::agreed

CREATE TABLE live_agreement_step (
    shop_id BIGINT NOT NULL,
    agreement_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    act TEXT NOT NULL,
    state TEXT NOT NULL,
    by_role TEXT NOT NULL,
    by_account BIGINT,
    detail TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, agreement_id, id)
);

-- What is on show may be another shop's.
ALTER TABLE live_room ADD COLUMN pinned_shop_id BIGINT; -- whose listing it is; none for one of the room's own shop
