-- What the operator changed in the words of the trade: entries of their own, and those that take the place of built-in ones.
CREATE TABLE search_lexicon (
    code TEXT PRIMARY KEY,             -- the part and the first English name: things-teapot; a built-in entry by its own
    part TEXT NOT NULL,                -- crafts, materials, techniques, things, uses, occasions, produce, qualities, places
    line TEXT NOT NULL,                -- names by language, as in the built-in files; empty while only switched off
    is_off BIGINT NOT NULL,            -- 1 when a built-in entry is not used
    changed_at BIGINT NOT NULL
);

-- Every change raises it, so that all nodes see that they read an older one.
CREATE TABLE search_lexicon_version (
    name TEXT PRIMARY KEY,
    version BIGINT NOT NULL
);
INSERT INTO search_lexicon_version (name, version) VALUES ('lexicon', 0);
