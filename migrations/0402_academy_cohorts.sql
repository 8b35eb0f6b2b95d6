-- A lecturer takes a group through a course on dates.
CREATE TABLE cohort (
    id BIGINT PRIMARY KEY,
    course_id BIGINT NOT NULL,
    lecturer_id BIGINT NOT NULL,       -- who leads it
    state TEXT NOT NULL,               -- planned, open, closed, called-off
    name TEXT NOT NULL,
    place TEXT NOT NULL,               -- in words, empty when there is none
    language TEXT NOT NULL,            -- BCP 47: what is spoken
    seats BIGINT NOT NULL,
    taken BIGINT NOT NULL,             -- seats that are taken, never more than there are
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX cohort_of_course ON cohort (course_id, state, id); -- academy::cohorts::list_to_come
CREATE INDEX cohort_of_lecturer ON cohort (lecturer_id, id); -- academy::cohorts::list_led

CREATE TABLE cohort_session (
    cohort_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    begins_at BIGINT NOT NULL,
    minutes BIGINT NOT NULL,
    title TEXT NOT NULL,
    place TEXT NOT NULL,               -- empty for that of the cohort
    room_shop_id BIGINT,               -- the live room in which it is given; none of one in a place
    room_id BIGINT,
    reminded_for BIGINT,               -- the beginning of which its learners were reminded
    removed_at BIGINT,                 -- when it was taken out
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (cohort_id, id)
);
CREATE INDEX cohort_session_by_day ON cohort_session (cohort_id, begins_at); -- academy::cohorts::sessions

CREATE TABLE cohort_member (
    cohort_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    state TEXT NOT NULL,               -- in, left
    joined_at BIGINT NOT NULL,
    left_at BIGINT,
    PRIMARY KEY (cohort_id, account_id)
);
CREATE INDEX cohort_member_of_account ON cohort_member (account_id, cohort_id); -- academy::cohorts::list_of_learner

-- Who was there, as its lecturer ticked it last.
CREATE TABLE cohort_attendance (
    cohort_id BIGINT NOT NULL,
    session_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    presence TEXT NOT NULL,            -- there, away, unknown
    marked_at BIGINT NOT NULL,
    PRIMARY KEY (cohort_id, session_id, account_id)
);
CREATE INDEX cohort_attendance_of_account ON cohort_attendance (account_id, cohort_id); -- academy::cohorts::export

-- What was ticked, and what it was before.
CREATE TABLE cohort_attendance_step (
    cohort_id BIGINT NOT NULL,
    session_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    by_account BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (cohort_id, session_id, account_id, id)
);
