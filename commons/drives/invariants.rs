//! What must always be true of drives.

use people::capability::Invariant;

pub const INVARIANTS: &[Invariant] = &[
    (
        "nobody has come by two drives, and no shop counts twice",
        "SELECT 0, MIN(id) FROM drive_sign_up WHERE state <> 'withdrawn' AND account_id IS NOT NULL GROUP BY account_id \
         HAVING COUNT(*) > 1 UNION ALL SELECT shop_id, MIN(id) FROM drive_sign_up WHERE shop_id IS NOT NULL \
         GROUP BY shop_id HAVING COUNT(*) > 1 LIMIT 10",
    ),
    (
        "nobody was brought by themselves",
        "SELECT 0, id FROM drive_sign_up WHERE helper_id = account_id LIMIT 10",
    ),
    (
        "whoever came by a drive has the days of the steps that they have taken, in their order",
        "SELECT 0, id FROM drive_sign_up WHERE (shop_id IS NULL) <> (opened_on IS NULL) OR opened_on < signed_up_on \
         OR listed_on < opened_on OR sold_on < listed_on OR (listed_on IS NOT NULL AND opened_on IS NULL) \
         OR (sold_on IS NOT NULL AND listed_on IS NULL) \
         OR (state IN ('opened', 'listed', 'sold', 'stayed') AND opened_on IS NULL) \
         OR (state IN ('listed', 'sold', 'stayed') AND listed_on IS NULL) \
         OR (state IN ('sold', 'stayed') AND sold_on IS NULL) \
         OR (state IN ('stayed', 'lapsed', 'withdrawn')) <> (ended_on IS NOT NULL) \
         OR (state = 'withdrawn' AND shop_id IS NOT NULL) LIMIT 10",
    ),
    (
        "the last step of who came by a drive is where they stand",
        "SELECT 0, u.id FROM drive_sign_up u WHERE u.state <> (SELECT s.state FROM drive_step s WHERE s.sign_up_id = u.id \
         AND s.drive_id = u.drive_id ORDER BY s.id DESC LIMIT 1) LIMIT 10",
    ),
    (
        "what was answered keeps no name, and an invitation that was accepted has brought its person",
        "SELECT 0, i.id FROM drive_invitation i WHERE (i.state <> 'sent') <> (i.answered_at IS NOT NULL) \
         OR (i.state <> 'sent' AND i.called <> '') OR (i.state = 'accepted' AND NOT EXISTS (SELECT 1 FROM drive_sign_up u \
         WHERE u.drive_id = i.drive_id AND u.account_id = i.account_id AND u.door = 'invitation')) LIMIT 10",
    ),
];
