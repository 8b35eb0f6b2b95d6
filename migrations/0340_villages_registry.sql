-- The registry of divisions, and which shops belong to which village.

CREATE TABLE division (
    code TEXT PRIMARY KEY,             -- country and official code: CN-110101001001
    country TEXT NOT NULL,
    parent TEXT NOT NULL,              -- code of the division that it lies in; empty at the top
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,             -- empty when none is known
    sound TEXT NOT NULL,               -- how the name is looked for: pinyin, or letters of ASCII, without spaces
    initials TEXT NOT NULL,            -- the first letters of its syllables
    level BIGINT NOT NULL,             -- 1 province, 2 prefecture, 3 county, 4 township, 5 village
    kind TEXT NOT NULL,                -- rural, urban; empty above villages and where it is not known
    listed_on BIGINT NOT NULL,         -- the edition that named it last, days since 1970
    vanished_on BIGINT                 -- the day from which it is no more; none while it is
);
CREATE INDEX division_by_parent ON division (parent, code); -- villages::children
CREATE INDEX division_by_country ON division (country, code); -- villages::list
CREATE INDEX division_by_sound ON division (sound, code); -- villages::seek
CREATE INDEX division_by_initials ON division (initials, code); -- villages::seek

-- What became of a division: renamed, merged into another, split, moved.
CREATE TABLE division_change (
    id BIGINT PRIMARY KEY,
    old_code TEXT NOT NULL,
    new_code TEXT NOT NULL,
    kind TEXT NOT NULL,                -- renamed, merged, moved, split
    day BIGINT NOT NULL,
    old_name TEXT NOT NULL,            -- as it was called until then
    source TEXT NOT NULL,              -- the file, or the operator's word
    created_at BIGINT NOT NULL,
    UNIQUE (old_code, new_code, day)
);
CREATE INDEX division_change_by_new ON division_change (new_code, id); -- villages::changes_of

-- A shop in a village: asked for by the shop, granted by the steward, ended by the shop when it likes.
CREATE TABLE village_membership (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    village TEXT NOT NULL,             -- code of a division of level 5
    state TEXT NOT NULL,               -- asked, joined, declined, withdrawn, left
    household TEXT NOT NULL,           -- as the shop names it, in one spelling; empty while it has not said
    shows_figures BIGINT NOT NULL,     -- 1 while the steward may see this shop's own figures
    asked_by BIGINT NOT NULL,
    asked_at BIGINT NOT NULL,
    answered_at BIGINT,
    joined_on BIGINT,                  -- the shop's day from which its sales count for the village
    left_on BIGINT,                    -- the shop's day from which they no longer do
    PRIMARY KEY (shop_id, id)
);
CREATE UNIQUE INDEX village_membership_now ON village_membership (shop_id) WHERE state IN ('asked', 'joined'); -- one at a time
CREATE INDEX village_membership_by_village ON village_membership (village, state, shop_id); -- villages::members

-- Every file of divisions that was taken.
CREATE TABLE division_edition (
    id BIGINT PRIMARY KEY,
    country TEXT NOT NULL,
    as_of BIGINT NOT NULL,             -- the day for which it holds
    rows_read BIGINT NOT NULL,
    rows_changed BIGINT NOT NULL,
    source TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX division_edition_by_country ON division_edition (country, as_of); -- villages::newest_edition

-- Who looks after a village, or after all villages of a county: appointed by the operator.
CREATE TABLE village_steward (
    division TEXT NOT NULL,            -- code, of any level
    account_id BIGINT NOT NULL,
    appointed_by BIGINT,               -- none from the command line
    appointed_at BIGINT NOT NULL,
    PRIMARY KEY (division, account_id)
);
CREATE INDEX village_steward_by_account ON village_steward (account_id, division); -- villages::divisions_of

-- What a steward tells of the village.
CREATE TABLE village_story (
    village TEXT PRIMARY KEY,
    story TEXT NOT NULL,
    story_en TEXT NOT NULL,
    crafts TEXT NOT NULL,              -- in the village's own words, by commas
    changed_by BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);

-- Figures that somebody published, each with its source and its year.
CREATE TABLE village_fact (
    division TEXT NOT NULL,            -- a village, or the county for its income
    kind TEXT NOT NULL,                -- households, population, income
    year BIGINT NOT NULL,
    value BIGINT NOT NULL,             -- income in minor units a head and year
    currency TEXT NOT NULL,            -- of an income; empty for counts
    source TEXT NOT NULL,
    entered_by BIGINT NOT NULL,
    entered_at BIGINT NOT NULL,
    PRIMARY KEY (division, kind, year)
);
