nav-talk = Messages
api-group-negotiation = Conversations and offers
talk-title = Messages
talk-messages = What was said
talk-empty = You have not talked to a shop yet
talk-empty-words = Ask a maker about a piece, or make an offer where a listing says that its price is open to one.
talk-none-found = Nothing was found
talk-none-found-words = No conversation has these words in it.
talk-desk-empty = Nobody waits here
talk-desk-empty-words = When a buyer asks something or makes an offer, it appears in this box.
talk-boxes = Boxes
talk-box-open = Open
talk-box-unread = Unread
talk-box-mine = Mine
talk-box-snoozed = Put aside
talk-search = Search my messages
talk-you = You:
talk-unread = { $n ->
    [one] One unread message
   *[other] { $n } unread messages
}
talk-preview-photos = [Photo]
talk-preview-listing = [Listing]
talk-preview-order = [Order]
talk-preview-offer = [Offer]
talk-back = Back to my messages
talk-more = More
talk-older = Earlier messages
talk-begin-words = Say hello. The maker is told, and answers here.
talk-present = here now
talk-typing = is writing …
talk-seen = Seen
talk-sending = Sending …
talk-failed = Not sent
talk-again = Send again
talk-words = Message
talk-send = Send
talk-photos = Add photos
talk-replies = Quick replies
talk-away = Automatic reply
talk-blocked = This conversation is closed: one side does not want to hear more.
talk-act-block = Block
talk-act-unblock = Unblock
talk-confirm-block = Hear nothing more from them? Open offers end.
talk-outside = (outside this market)
talk-leads-outside = Stay here to stay safe: what is paid outside the market is not held in escrow, and nobody can give it back.
talk-reply-minutes = { $n ->
    [one] Usually answers within a minute
   *[other] Usually answers within { $n } minutes
}
talk-reply-hours = { $n ->
    [one] Usually answers within an hour
   *[other] Usually answers within { $n } hours
}
talk-reply-days = { $n ->
    [one] Usually answers within a day
   *[other] Usually answers within { $n } days
}
talk-assigned = Looked after by
talk-nobody = Nobody in particular
talk-note = Note for us
talk-note-hint = The buyer never sees it.
talk-snooze = Put aside
talk-snooze-as-is = As it is
talk-snooze-not = Back to the open box
talk-snooze-days = { $n ->
    [one] For a day
   *[other] For { $n } days
}
talk-snoozed-until = Put aside until { $day }
talk-save = Save
talk-settings = Replies and away message
talk-replies-words = What you often say, with one tap in every conversation.
talk-reply-name = Name
talk-reply-text = Words
talk-reply-hint = {"{buyer}"}, {"{shop}"} and {"{listing}"} are filled in for you.
talk-reply-keep = Keep this reply
talk-reply-remove = Remove the reply { $name }
talk-away-words = Sent by itself while nobody is there, at most every twelve hours to one buyer. During holidays it answers in any case.
talk-away-text = What it says
talk-away-on = Answer with it now
shelf-ask = Ask the maker
shelf-offer = Make an offer
offer-new = Make an offer
offer-new-words = The shop has 48 hours to answer. When you agree, the price is yours and the pieces are held for 24 hours.
offer-variant = Which one
offer-quantity = Pieces
offer-bundle = Bundle it with other things
offer-bundle-words = One price for everything together.
offer-amount = Your price
offer-amount-hint = For all of it together, without shipping.
offer-note = A few words
offer-band = Others usually agree on { $from } % to { $to } % of the list price.
offer-each = { $price } each
offer-now = On the table: { $amount }. List price: { $list }.
offer-state-open = Offer
offer-state-accepted = Agreed
offer-state-declined = Declined
offer-state-countered = Answered
offer-state-withdrawn = Withdrawn
offer-state-expired = Expired
offer-state-ended = Ended
offer-state-ordered = Ordered
offer-state-lapsed = Lapsed
offer-headline-open-mine = Your offer
offer-headline-open-theirs = You were made an offer
offer-headline-counter-mine = Your counter-offer
offer-headline-counter-theirs = You were made a counter-offer
offer-headline-accepted = The price is locked and the pieces are held.
offer-headline-declined = The offer was declined.
offer-headline-countered = The offer was answered with another.
offer-headline-withdrawn = The offer was taken back.
offer-headline-expired = Nobody answered in time.
offer-headline-ended = The offer ended.
offer-headline-ordered = Bought at the agreed price.
offer-headline-lapsed = It was not bought in time; the pieces went back.
offer-cause-sold-out = There are not so many pieces any more.
offer-cause-changed = The listing has changed since.
offer-cause-resting = The shop is resting.
offer-cause-blocked = The conversation is closed.
offer-due-open = To be answered by
offer-due-accepted = Held for you until
offer-act-order = Buy at this price
offer-act-accept = Accept
offer-act-decline = Decline
offer-act-withdraw = Take back
offer-act-leave = Leave the deal
offer-act-counter = Counter-offer
offer-act-send = Send the offer
offer-confirm-leave = Leave the deal? The pieces go back on the shelf.
offer-see-purchase = See the purchase
deal-title = Buy at the agreed price
deal-list = List price
deal-saved = Bargained
deal-agreed = Agreed price
done-offered = Your offer was sent.
done-offer-last = Your offer was sent. It is the last one for this listing today.
done-offer-open = There is an open offer about this listing already. Answer it or take it back first.
done-offer-accepted = Agreed. The pieces are held.
done-offer-declined = The offer was declined.
done-offer-withdrawn = The offer was taken back.
done-offer-ended = That is not possible any more: the offer has ended.
done-blocked = You will hear nothing more from them.
done-unblocked = You hear from each other again.
done-saved = Saved.
refused-offer-amount = More than nothing and at most { $max }, the list price.
refused-offer-sold-out = There are not so many pieces.
refused-offer-not-on-sale = This is not on sale any more.
refused-offer-not-negotiable = The price of this is fixed.
refused-offer-too-many = You have made all offers that are possible for this listing today.
problem-offer-state = This is not possible at this point of the offer
problem-offer-amount = The offer is not possible
problem-offer-too-many = No more offers today
problem-offer-open = An offer is open already
problem-offer-not-negotiable = The price is fixed
problem-conversation-blocked = The conversation is closed
problem-own-shop = This is your own shop
problem-deal-gone = It is not sold any more
problem-no-zone = The shop does not ship there
operator-unit-per-day = a day
operator-unit-per-minute = a minute
operator-number-offer-answer-hours = Time to answer an offer
operator-number-offer-hold-hours = Time to buy what was agreed
operator-number-offers-per-day = Offers of one buyer for one listing
operator-number-messages-per-minute = Messages of one account
operator-number-conversations-per-hour = Conversations that one account begins
operator-job-kind-negotiation-end-offer-turn = End an offer whose time has run out
operator-job-kind-negotiation-decline-offer = Decline an offer below the floor
operator-job-kind-negotiation-tell-unread = Tell somebody of unread messages
operator-about-offer-answer-hours = An offer that nobody answered by then expires.
operator-about-offer-hold-hours = How long an agreed price is locked and the pieces are held.
operator-about-offers-per-day = Counter-offers of the buyer count as well.
operator-about-messages-per-minute = Messages and offers together.
operator-about-conversations-per-hour = New ones, with shops not yet talked to.
mail-unread-subject = { $from } wrote to you
mail-unread-look = Have a look at it in the market.
mail-unread-call = Read and answer
mail-because-talk = You get this because you talk to this shop.
notification-topic-talk = Messages
notification-kind-negotiation-unread = Messages wait unread for an hour
mail-unread-words = { $n ->
    [one] One message waits for you.
   *[other] { $n } messages wait for you.
}
