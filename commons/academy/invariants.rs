//! What must always be true of the academy.

use people::capability::Invariant;

pub const INVARIANTS: &[Invariant] = &[
    (
        "who has completed a course has one certificate, withdrawn by hand or not, and nobody else has one",
        "SELECT 0, e.course_id FROM enrolment e WHERE (SELECT COUNT(*) FROM certificate t WHERE t.course_id = e.course_id \
         AND t.account_id = e.account_id) <> CASE WHEN e.state = 'completed' THEN 1 ELSE 0 END LIMIT 10",
    ),
    (
        "a certificate is of somebody who is in the course",
        "SELECT 0, t.id FROM certificate t LEFT JOIN enrolment e ON e.course_id = t.course_id \
         AND e.account_id = t.account_id WHERE e.course_id IS NULL LIMIT 10",
    ),
    (
        "a certificate that was withdrawn says when and why, and one that stands says neither",
        "SELECT 0, t.id FROM certificate t WHERE (CASE WHEN t.state = 'withdrawn' THEN 1 ELSE 0 END) <> \
         (CASE WHEN t.withdrawn_at IS NOT NULL AND t.reason <> '' THEN 1 ELSE 0 END) LIMIT 10",
    ),
    (
        "what was read is of a lesson that is there, and was not read later than it was told",
        "SELECT 0, r.lesson_id FROM lesson_read r LEFT JOIN lesson l ON l.course_id = r.course_id AND l.id = r.lesson_id \
         WHERE l.id IS NULL OR r.read_at > r.kept_at LIMIT 10",
    ),
    (
        "a course that people may come into has a lesson",
        "SELECT 0, c.id FROM course c WHERE c.state = 'open' AND NOT EXISTS (SELECT 1 FROM lesson l \
         WHERE l.course_id = c.id) LIMIT 10",
    ),
    (
        "the last step of an enrolment is where it stands",
        "SELECT 0, e.course_id FROM enrolment e WHERE e.state <> (SELECT s.state FROM academy_step s \
         WHERE s.kind = 'enrolment' AND s.thing_id = e.course_id AND s.account_id = e.account_id ORDER BY s.id DESC LIMIT 1) \
         LIMIT 10",
    ),
];
