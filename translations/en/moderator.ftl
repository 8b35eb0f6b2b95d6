moderator-desk-disputes = Disputes
moderator-desk-conversations = Reported messages
moderator-shelf-waiting = Waiting
moderator-shelf-done = Decided
moderator-look = Open and decide
moderator-none-disputes = Nothing to decide
moderator-none-words-disputes = When a buyer and a shop do not agree, they call the market in, and it appears here.
moderator-none-reviews = Nothing here
moderator-none-words-reviews = Reviews that somebody reports stand here, and those that were hidden.
moderator-none-conversations = Nothing here
moderator-none-words-conversations = A conversation appears here when one of its sides reports it. Nobody reads it before.
moderator-waiting-conversations = { $n ->
    [0] No conversation waits for a decision
    [one] One conversation waits for a decision
   *[other] { $n } conversations wait for a decision
}
ruling-legend = Decide
ruling-reason = Your reason
ruling-act = Decide
ruling-confirm = Decide this? It takes effect at once.
moderator-waiting-disputes = { $n ->
    [0] No dispute waits for a decision
    [one] One dispute waits for a decision
   *[other] { $n } disputes wait for a decision
}
moderator-waiting-reviews = { $n ->
    [0] None waits.
    [one] One review waits
   *[other] { $n } reviews wait
}
ruling-hint-reviews = For the audit log.
ruling-hint-disputes = Both sides read it.
ruling-hint-conversations = It is kept for good, and told to whoever reported and to a writer who is warned or paused.
