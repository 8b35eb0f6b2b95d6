-- A group that a lecturer takes through a course on dates.
CREATE TABLE cohort (
    id BIGINT PRIMARY KEY,
    course_id BIGINT NOT NULL,
    lecturer_id BIGINT NOT NULL,       -- who leads it
    state TEXT NOT NULL,               -- planned, open, closed, called-off
    language TEXT NOT NULL,            -- BCP 47: in which it is taught
    name TEXT NOT NULL,
    place TEXT NOT NULL,               -- in words; empty when there is none
    seats BIGINT NOT NULL,
    taken BIGINT NOT NULL,             -- seats that learners have
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX cohort_of_course ON cohort (course_id, state, id); -- academy::cohorts::open_of_course
CREATE INDEX cohort_of_lecturer ON cohort (lecturer_id, id); -- academy::cohorts::list_of_lecturer

CREATE TABLE cohort_session (
    cohort_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    begins_at BIGINT NOT NULL,
    minutes BIGINT NOT NULL,
    title TEXT NOT NULL,
    place TEXT NOT NULL,               -- in words; empty where the cohort meets
    room_shop_id BIGINT,               -- the show that is the class; none of one that is not live
    room_id BIGINT,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (cohort_id, id)
);

CREATE TABLE cohort_learner (
    cohort_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    state TEXT NOT NULL,               -- in, left
    joined_at BIGINT NOT NULL,
    PRIMARY KEY (cohort_id, account_id)
);
CREATE INDEX cohort_learner_of_account ON cohort_learner (account_id, cohort_id); -- academy::cohorts::list_of_learner

-- Who was there; whose row is missing is not known.
CREATE TABLE cohort_attendance (
    cohort_id BIGINT NOT NULL,
    session_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    presence TEXT NOT NULL,            -- there, away
    PRIMARY KEY (cohort_id, session_id, account_id)
);
CREATE INDEX cohort_attendance_of_account ON cohort_attendance (account_id, cohort_id); -- academy::cohorts::export

-- What was ticked, and what was corrected.
CREATE TABLE cohort_attendance_step (
    cohort_id BIGINT NOT NULL,
    session_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    old TEXT NOT NULL,                 -- unknown, there, away
    new TEXT NOT NULL,
    by_account BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (cohort_id, session_id, account_id, id)
);

-- What a learner asks a lecturer, about a lesson or in a cohort.
CREATE TABLE academy_question (
    id BIGINT PRIMARY KEY,
    course_id BIGINT NOT NULL,
    cohort_id BIGINT,                  -- none of a question about a lesson
    lesson_id BIGINT,                  -- none of a question in a cohort
    account_id BIGINT NOT NULL,        -- who asks
    lecturer_id BIGINT NOT NULL,       -- who is asked
    state TEXT NOT NULL,               -- open, answered
    words TEXT NOT NULL,
    answer TEXT NOT NULL,              -- empty while it is open
    asked_at BIGINT NOT NULL,
    answered_at BIGINT
);
CREATE INDEX academy_question_of_lecturer ON academy_question (lecturer_id, state, id); -- academy::cohorts::questions_to
CREATE INDEX academy_question_of_account ON academy_question (account_id, id); -- academy::cohorts::questions_of
