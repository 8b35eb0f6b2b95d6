-- A course that a drive has for those who come by it.
CREATE TABLE drive_course (
    drive_id BIGINT NOT NULL,
    course_id BIGINT NOT NULL,
    added_at BIGINT NOT NULL,
    PRIMARY KEY (drive_id, course_id)
);
