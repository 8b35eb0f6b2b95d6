-- Models of listings that stand in the hall, and what stands there for whom.

CREATE TABLE exhibit (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    listing_id BIGINT NOT NULL,
    state TEXT NOT NULL,               -- shown, out
    model TEXT NOT NULL,               -- name in the file store, of the file as it came
    light TEXT NOT NULL,               -- the same of its lighter version; of the model where none pays
    poster TEXT NOT NULL,              -- name in the file store; empty where the listing's photo stands for it
    size_bytes BIGINT NOT NULL,
    triangles BIGINT NOT NULL,
    pieces BIGINT NOT NULL,            -- drawn one after the other
    light_bytes BIGINT NOT NULL,
    light_triangles BIGINT NOT NULL,
    light_pieces BIGINT NOT NULL,
    width_mm BIGINT NOT NULL,
    height_mm BIGINT NOT NULL,
    depth_mm BIGINT NOT NULL,
    by_account BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id),
    UNIQUE (shop_id, listing_id)
);
CREATE INDEX exhibit_by_state ON exhibit (state, id); -- hall::list_candidates

CREATE TABLE exhibit_step (
    shop_id BIGINT NOT NULL,
    exhibit_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    act TEXT NOT NULL,
    state TEXT NOT NULL,
    by_role TEXT NOT NULL,
    by_account BIGINT,
    detail TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, exhibit_id, id)
);

-- The hall of somebody on a day, so that it is the same whenever they come back.
CREATE TABLE hall (
    holder BIGINT PRIMARY KEY,         -- an account, or the session while nobody has signed in
    day BIGINT NOT NULL,               -- days since 1970-01-01, UTC
    seed BIGINT NOT NULL,              -- by which what stands in it was mixed
    picks TEXT NOT NULL,               -- JSON: exhibits in their order, each with the reason
    made_at BIGINT NOT NULL
);
CREATE INDEX hall_by_day ON hall (day); -- hall::sweep
