-- Segments stand from day to day and are told anew when they have changed, at most once in four weeks.
DROP TABLE insight_segment;

-- How many people are around a shop, as one snapshot of all shops tells it: crowds, and no person.
CREATE TABLE insight_standing (
    shop_id BIGINT NOT NULL,
    segment TEXT NOT NULL,             -- buyers, again, lapsed, followers, keepers
    share TEXT NOT NULL,               -- those of it who bought, or who want notes; empty for all of it
    people BIGINT NOT NULL,            -- a multiple of twenty; 0: fewer than a crowd
    edge BIGINT NOT NULL,              -- where the number grows, from 0 to 19: told nobody, drawn anew when it has changed
    since BIGINT NOT NULL,             -- the day since which it is told
    day BIGINT NOT NULL,               -- of the newest snapshot, days since 1970
    PRIMARY KEY (shop_id, segment, share)
);
