//! What must always be true of cohorts.

use people::capability::Invariant;

pub const INVARIANTS: &[Invariant] = &[
    (
        "a cohort has as many seats taken as learners, and never more than there are",
        "SELECT 0, h.id FROM cohort h WHERE h.taken > h.seats OR h.taken <> (SELECT COUNT(*) FROM cohort_learner m \
         WHERE m.cohort_id = h.id AND m.state = 'in') LIMIT 10",
    ),
    (
        "whoever joined a cohort came into its course",
        "SELECT 0, m.cohort_id FROM cohort_learner m JOIN cohort h ON h.id = m.cohort_id LEFT JOIN enrolment e \
         ON e.course_id = h.course_id AND e.account_id = m.account_id WHERE m.state = 'in' AND e.course_id IS NULL LIMIT 10",
    ),
    (
        "a cohort that is open has a session",
        "SELECT 0, h.id FROM cohort h WHERE h.state = 'open' AND NOT EXISTS (SELECT 1 FROM cohort_session s \
         WHERE s.cohort_id = h.id) LIMIT 10",
    ),
    (
        "attendance is of a session that is there, and of somebody who joined",
        "SELECT 0, t.session_id FROM cohort_attendance t LEFT JOIN cohort_session s ON s.cohort_id = t.cohort_id \
         AND s.id = t.session_id LEFT JOIN cohort_learner m ON m.cohort_id = t.cohort_id AND m.account_id = t.account_id \
         WHERE s.id IS NULL OR m.account_id IS NULL LIMIT 10",
    ),
    (
        "the last thing that was said of an attendance is what stands",
        "SELECT 0, t.session_id FROM cohort_attendance t WHERE t.presence <> (SELECT s.new FROM cohort_attendance_step s \
         WHERE s.cohort_id = t.cohort_id AND s.session_id = t.session_id AND s.account_id = t.account_id \
         ORDER BY s.created_at DESC, s.id DESC LIMIT 1) LIMIT 10",
    ),
    (
        "the last step of a cohort is where it stands",
        "SELECT 0, h.id FROM cohort h WHERE h.state <> (SELECT s.state FROM academy_step s WHERE s.kind = 'cohort' \
         AND s.thing_id = h.id AND s.account_id = 0 ORDER BY s.id DESC LIMIT 1) LIMIT 10",
    ),
    (
        "a question has an answer when it is answered, and not before",
        "SELECT 0, id FROM academy_question WHERE (state = 'answered') <> (answered_at IS NOT NULL) LIMIT 10",
    ),
];
