-- What learners ask their lecturer, about a lesson or in a cohort.
CREATE TABLE course_question (
    id BIGINT PRIMARY KEY,
    course_id BIGINT NOT NULL,
    lesson_id BIGINT,                  -- none of one that is asked in a cohort
    cohort_id BIGINT,                  -- none of one that is asked about a lesson
    asker_id BIGINT NOT NULL,
    lecturer_id BIGINT NOT NULL,       -- whom it is put to
    state TEXT NOT NULL,               -- open, answered
    words TEXT NOT NULL,               -- empty once its asker has left the market
    answer TEXT NOT NULL,              -- empty while it is open
    created_at BIGINT NOT NULL,
    answered_at BIGINT
);
CREATE INDEX course_question_of_lecturer ON course_question (lecturer_id, state, id); -- academy::questions::list_for
CREATE INDEX course_question_of_asker ON course_question (asker_id, course_id, id); -- academy::questions::list_of

ALTER TABLE certificate ADD COLUMN reason TEXT NOT NULL DEFAULT ''; -- why it was withdrawn by hand; empty of one that stands
