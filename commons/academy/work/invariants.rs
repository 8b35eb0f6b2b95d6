//! What must always be true of work.

use people::capability::Invariant;

pub const INVARIANTS: &[Invariant] = &[
    (
        "the last step of what was handed in is where it stands",
        "SELECT 0, h.id FROM academy_hand_in h LEFT JOIN academy_hand_in_step s ON s.hand_in_id = h.id \
         AND s.id = h.last_step WHERE s.id IS NULL OR s.state <> h.state LIMIT 10",
    ),
    (
        "what is marked has its mark, and what waits has none",
        "SELECT 0, id FROM academy_hand_in WHERE (state = 'handed-in') <> (marked_at IS NULL) LIMIT 10",
    ),
    (
        "who has handed something in was in the course",
        "SELECT 0, h.id FROM academy_hand_in h LEFT JOIN enrolment e ON e.course_id = h.course_id \
         AND e.account_id = h.account_id WHERE e.course_id IS NULL LIMIT 10",
    ),
];
