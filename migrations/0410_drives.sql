-- A campaign that brings shops on: of a place, or of the whole market.
CREATE TABLE drive (
    id BIGINT PRIMARY KEY,
    place TEXT NOT NULL,               -- code of the division whose it is; empty for one of the market
    state TEXT NOT NULL,               -- draft, open, called-off
    language TEXT NOT NULL,            -- BCP 47 of its own texts
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,             -- empty when there is none
    words TEXT NOT NULL,
    words_en TEXT NOT NULL,
    begins_on BIGINT NOT NULL,         -- days since 1970-01-01, on the market's calendar
    ends_on BIGINT NOT NULL,           -- the last day on which somebody comes into it
    retailers BIGINT NOT NULL,         -- how many it wants to bring on; 0 when it wants none of them
    companies BIGINT NOT NULL,
    made_by BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX drive_by_place ON drive (place, id); -- drives::list_of_place
CREATE INDEX drive_by_state ON drive (state, id); -- drives::list_open

-- Every step of a drive and of those who came by it.
CREATE TABLE drive_step (
    id BIGINT PRIMARY KEY,
    drive_id BIGINT NOT NULL,
    sign_up_id BIGINT,                 -- none of a step of the drive itself
    act TEXT NOT NULL,
    state TEXT NOT NULL,
    account_id BIGINT,                 -- none where nobody did it
    at BIGINT NOT NULL
);
CREATE INDEX drive_step_of ON drive_step (drive_id, id); -- drives::steps

-- Who brings people to a drive, each with the code of their links and posters.
CREATE TABLE drive_helper (
    drive_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    code TEXT NOT NULL,
    named_at BIGINT NOT NULL,
    dismissed_at BIGINT,               -- the code counts for nobody from then on
    PRIMARY KEY (drive_id, account_id)
);
CREATE UNIQUE INDEX drive_helper_by_code ON drive_helper (code); -- drives::find_by_code
CREATE INDEX drive_helper_by_account ON drive_helper (account_id, drive_id); -- drives::helped_by

-- Somebody who has come by a drive, and how far they are.
CREATE TABLE drive_sign_up (
    id BIGINT PRIMARY KEY,
    drive_id BIGINT NOT NULL,
    account_id BIGINT,                 -- none of somebody who has left the market
    kind TEXT NOT NULL,                -- retailer, company
    helper_id BIGINT,                  -- none of somebody whom nobody brought
    door TEXT NOT NULL,                -- page, link, invitation
    state TEXT NOT NULL,               -- signed-up, opened, listed, sold, stayed, lapsed, withdrawn
    shop_id BIGINT,                    -- none before one is open
    signed_up_on BIGINT NOT NULL,
    opened_on BIGINT,
    listed_on BIGINT,
    sold_on BIGINT,
    ended_on BIGINT,                   -- the day on which its third month was over, or it was withdrawn
    created_at BIGINT NOT NULL
);
-- Nobody counts twice, in whichever drives.
CREATE UNIQUE INDEX drive_sign_up_of_account ON drive_sign_up (account_id) WHERE state <> 'withdrawn'; -- drives::find_of
CREATE UNIQUE INDEX drive_sign_up_of_shop ON drive_sign_up (shop_id); -- drives::find_of_shop
CREATE INDEX drive_sign_up_of_drive ON drive_sign_up (drive_id, id); -- drives::list_sign_ups, drives::funnel
CREATE INDEX drive_sign_up_of_helper ON drive_sign_up (helper_id, drive_id, id); -- drives::list_of_helper
CREATE INDEX drive_sign_up_on_the_way ON drive_sign_up (state, id); -- drives::on_the_way

-- Somebody whom a helper has asked on the spot; they answer for themselves.
CREATE TABLE drive_invitation (
    id BIGINT PRIMARY KEY,
    drive_id BIGINT NOT NULL,
    helper_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,        -- who may answer: the account of the address or number
    called TEXT NOT NULL,              -- by the helper; empty once it is answered
    kind TEXT NOT NULL,                -- retailer, company
    state TEXT NOT NULL,               -- sent, accepted, refused, lapsed
    sent_at BIGINT NOT NULL,
    answer_by BIGINT NOT NULL,
    answered_at BIGINT
);
CREATE UNIQUE INDEX drive_invitation_open ON drive_invitation (account_id) WHERE state = 'sent'; -- drives::invite
CREATE INDEX drive_invitation_of ON drive_invitation (drive_id, account_id); -- drives::was_refused
CREATE INDEX drive_invitation_of_helper ON drive_invitation (helper_id, drive_id, id); -- drives::invitations_of
CREATE INDEX drive_invitation_by_end ON drive_invitation (state, answer_by); -- drives::lapsing

-- What a drive has cost.
CREATE TABLE drive_cost (
    drive_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    day BIGINT NOT NULL,
    what TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    currency TEXT NOT NULL,            -- ISO 4217: the market's
    entered_by BIGINT NOT NULL,
    entered_at BIGINT NOT NULL,
    struck_at BIGINT,                  -- entered by mistake; stays to be seen
    PRIMARY KEY (drive_id, id)
);
