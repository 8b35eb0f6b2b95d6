//! What must always be true of cohorts.

use people::capability::Invariant;

pub const INVARIANTS: &[Invariant] = &[
    (
        "the seats of a cohort that are taken are those of its learners, and never more than there are",
        "SELECT 0, k.id FROM cohort k WHERE k.taken > k.seats OR k.taken <> (SELECT COUNT(*) FROM cohort_member m \
         WHERE m.cohort_id = k.id AND m.state = 'in') LIMIT 10",
    ),
    (
        "who is in an open cohort is in its course",
        "SELECT 0, k.id FROM cohort k JOIN cohort_member m ON m.cohort_id = k.id AND m.state = 'in' \
         LEFT JOIN enrolment e ON e.course_id = k.course_id AND e.account_id = m.account_id \
         WHERE k.state = 'open' AND COALESCE(e.state, 'left') = 'left' LIMIT 10",
    ),
    (
        "an open cohort has a session",
        "SELECT 0, k.id FROM cohort k WHERE k.state = 'open' AND NOT EXISTS (SELECT 1 FROM cohort_session s \
         WHERE s.cohort_id = k.id AND s.removed_at IS NULL) LIMIT 10",
    ),
    (
        "nobody joins a cohort that was never open",
        "SELECT 0, k.id FROM cohort k WHERE k.state = 'planned' AND EXISTS (SELECT 1 FROM cohort_member m \
         WHERE m.cohort_id = k.id) LIMIT 10",
    ),
    (
        "what was ticked is the last step of it, of a session that stands and of somebody who was in the cohort",
        "SELECT 0, a.session_id FROM cohort_attendance a \
         LEFT JOIN cohort_session s ON s.cohort_id = a.cohort_id AND s.id = a.session_id \
         LEFT JOIN cohort_member m ON m.cohort_id = a.cohort_id AND m.account_id = a.account_id \
         WHERE s.id IS NULL OR m.account_id IS NULL OR (s.removed_at IS NOT NULL AND a.presence <> 'unknown') \
         OR s.begins_at > a.marked_at OR a.presence <> (SELECT t.after FROM cohort_attendance_step t \
         WHERE t.cohort_id = a.cohort_id AND t.session_id = a.session_id AND t.account_id = a.account_id \
         ORDER BY t.id DESC LIMIT 1) LIMIT 10",
    ),
    (
        "the last step of a cohort is where it stands",
        "SELECT 0, k.id FROM cohort k WHERE k.state <> (SELECT s.state FROM academy_step s WHERE s.kind = 'cohort' \
         AND s.thing_id = k.id AND s.account_id = 0 ORDER BY s.id DESC LIMIT 1) LIMIT 10",
    ),
];
