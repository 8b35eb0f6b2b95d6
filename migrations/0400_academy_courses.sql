-- Who may teach. Named by the operator.
CREATE TABLE academy_lecturer (
    account_id BIGINT PRIMARY KEY,
    appointed_by BIGINT,               -- none for the market itself
    appointed_at BIGINT NOT NULL
);

CREATE TABLE course (
    id BIGINT PRIMARY KEY,
    author_id BIGINT NOT NULL,         -- the lecturer who writes it
    state TEXT NOT NULL,               -- draft, open, closed
    language TEXT NOT NULL,            -- BCP 47 of its own texts
    title TEXT NOT NULL,
    title_en TEXT NOT NULL,            -- empty when there is none
    words TEXT NOT NULL,               -- what one learns in it
    words_en TEXT NOT NULL,
    cover TEXT NOT NULL,               -- picture name, empty when there is none
    goal TEXT NOT NULL,                -- none, listing, show: the check-list that it leads to
    seat_shop_id BIGINT,               -- what is bought for a seat in it; none of a free course
    seat_listing_id BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX course_by_state ON course (state, id); -- academy::list_open
CREATE INDEX course_by_author ON course (author_id, id); -- academy::list_of_author
CREATE INDEX course_by_seat ON course (seat_shop_id, seat_listing_id); -- academy::of_seat

CREATE TABLE lesson (
    course_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    position BIGINT NOT NULL,          -- 1, 2, 3 … in the course
    minutes BIGINT NOT NULL,           -- how long it takes, as its author says
    title TEXT NOT NULL,
    title_en TEXT NOT NULL,
    body TEXT NOT NULL,                -- paragraphs, headings, lists: see academy::prose
    body_en TEXT NOT NULL,
    pictures TEXT NOT NULL,            -- JSON: names in the store with what they show
    film TEXT NOT NULL,                -- JSON: a short film or a replay, with captions; null for none
    quiz TEXT NOT NULL,                -- JSON: questions with their choices
    task TEXT NOT NULL,                -- none, words, listing, practice: what is handed in
    task_words TEXT NOT NULL,
    task_words_en TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (course_id, id)
);

-- A learner in a course.
CREATE TABLE enrolment (
    course_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    state TEXT NOT NULL,               -- enrolled, completed, left
    order_shop_id BIGINT,              -- what they paid their seat with; none of a free course
    order_id BIGINT,
    enrolled_at BIGINT NOT NULL,
    completed_at BIGINT,
    PRIMARY KEY (course_id, account_id)
);
CREATE INDEX enrolment_of_account ON enrolment (account_id, enrolled_at); -- academy::list_of_learner
CREATE INDEX enrolment_of_order ON enrolment (order_shop_id, order_id); -- academy::of_order

-- What a learner has read. Kept by a phone without a connection, it comes later.
CREATE TABLE lesson_read (
    course_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    lesson_id BIGINT NOT NULL,
    read_at BIGINT NOT NULL,           -- as the learner's device says, never later than it came
    kept_at BIGINT NOT NULL,
    PRIMARY KEY (course_id, account_id, lesson_id)
);
CREATE INDEX lesson_read_of_account ON lesson_read (account_id, lesson_id); -- academy::progress_everywhere

CREATE TABLE quiz_try (
    course_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    lesson_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    good BIGINT NOT NULL,              -- questions that were answered well, and all of them
    questions BIGINT NOT NULL,
    answers TEXT NOT NULL,             -- JSON: what was chosen, question by question
    created_at BIGINT NOT NULL,
    PRIMARY KEY (course_id, account_id, lesson_id, id)
);
CREATE INDEX quiz_try_of_account ON quiz_try (account_id, lesson_id); -- academy::progress_everywhere

CREATE TABLE certificate (
    id BIGINT PRIMARY KEY,
    code TEXT NOT NULL,                -- in its address; nobody guesses it
    course_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    name TEXT NOT NULL,                -- of the learner, and of the course, as they were then
    title TEXT NOT NULL,
    title_en TEXT NOT NULL,
    lessons BIGINT NOT NULL,
    minutes BIGINT NOT NULL,
    state TEXT NOT NULL,               -- valid, withdrawn
    issued_at BIGINT NOT NULL,
    withdrawn_at BIGINT
);
CREATE UNIQUE INDEX certificate_by_code ON certificate (code); -- academy::find_certificate
CREATE INDEX certificate_of_learner ON certificate (account_id, id); -- academy::certificates_of
CREATE INDEX certificate_of_course ON certificate (course_id, account_id, id); -- academy::valid_certificate

-- What became of courses, enrolments, cohorts and certificates.
CREATE TABLE academy_step (
    kind TEXT NOT NULL,                -- course, enrolment, cohort, certificate
    thing_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,        -- the learner of an enrolment, else 0
    id BIGINT NOT NULL,
    act TEXT NOT NULL,
    state TEXT NOT NULL,
    by_role TEXT NOT NULL,
    by_account BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (kind, thing_id, account_id, id)
);
