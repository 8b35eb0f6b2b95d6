use people::capability::Invariant;

pub const INVARIANTS: &[Invariant] = &[(
    "a question is about one thing, and answered when it has an answer",
    "SELECT 0, q.id FROM course_question q WHERE (q.lesson_id IS NULL) = (q.cohort_id IS NULL) \
     OR (q.state = 'answered') <> (q.answered_at IS NOT NULL AND q.answer <> '') LIMIT 10",
)];
