-- What a learner has handed in for a lesson, with the mark that stands.
CREATE TABLE academy_hand_in (
    id BIGINT PRIMARY KEY,
    course_id BIGINT NOT NULL,
    lesson_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,        -- the learner
    state TEXT NOT NULL,               -- handed-in, good, again
    kind TEXT NOT NULL,                -- words, listing, practice: what the lesson asked for then
    words TEXT NOT NULL,
    thing_shop_id BIGINT,              -- the listing or the room; none of words
    thing_id BIGINT,
    handed_at BIGINT NOT NULL,
    marked_by BIGINT,                  -- none until it is marked, and again when it is handed in anew
    marked_at BIGINT,
    mark_words TEXT NOT NULL,
    last_step BIGINT NOT NULL,         -- what a lecturer saw who marks it: nobody marks what has changed meanwhile
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX academy_hand_in_of_lesson ON academy_hand_in (course_id, account_id, lesson_id); -- academy::progress
CREATE INDEX academy_hand_in_by_state ON academy_hand_in (state, last_step); -- academy::work::list_waiting
CREATE INDEX academy_hand_in_of_account ON academy_hand_in (account_id, lesson_id); -- academy::progress_everywhere

-- Every step of it: what was handed in when, and each mark with who gave it.
CREATE TABLE academy_hand_in_step (
    hand_in_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    act TEXT NOT NULL,                 -- hand-in, praise, return
    was TEXT NOT NULL,                 -- the state before; empty for the first
    state TEXT NOT NULL,
    words TEXT NOT NULL,               -- of the learner or of the mark
    thing_shop_id BIGINT,
    thing_id BIGINT,
    by_account BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (hand_in_id, id)
);
