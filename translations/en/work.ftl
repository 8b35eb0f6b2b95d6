# What is made for one buyer: the order, paid in two parts

order-state-deposited = Being made
order-state-due = Rest to be paid
order-state-forfeited = Deposit kept
order-headline-deposited = Your piece is being made
order-headline-due = Your piece is ready
order-headline-forfeited = Not paid, not sent
order-now-deposited = The shop's turn
order-now-due = Pay the rest
order-now-forfeited = The deposit is the shop's
order-now-words-deposited = Your deposit waits in escrow. If the piece is not ready in time, you get it back by itself.
order-now-words-due = The rest joins the deposit in escrow, and the shop sends the piece. If it is not paid in time, the deposit goes to the shop.
order-now-words-forfeited = The rest was not paid in time, so nothing was sent and the deposit went to the shop. If you see it differently, ask for it back; the market can decide.
order-due-deposited = Ready by:
order-due-due = Rest due:
order-ahead-due = Piece ready, rest to be paid
order-step-pay-deposit = Deposit paid
order-step-ready = Piece ready
order-step-pay-rest = Rest paid
order-step-forfeit = Deposit released to the shop
order-act-pay-rest = Pay the rest, { $amount }
order-deposit = Deposit
order-rest-due = Rest, when it is ready
order-rest-paid = Rest
done-order-ready = The buyer has been asked for the rest
problem-order-begun = The shop has begun to make it. Ask the shop; only it can cancel now.
milestones-title = The work
desk-headline-deposited = To be made
desk-headline-due = Made; the rest is not paid yet
desk-headline-forfeited = The deposit is yours
desk-ready-title = Is it ready?
desk-ready-words = When you say so, the buyer pays the rest. Ship it after that.
desk-act-ready = It is ready
desk-due-title = The buyer's turn
desk-due-words = Nothing to do until the rest is paid. If it is not, the deposit is yours.
desk-progress-title = Next: { $title }
desk-progress-words = The buyer sees your words and photos in the conversation.
desk-progress-note = What you did
desk-progress-photos = Photos
desk-act-progress = This is done
mail-deposit-subject = Deposit paid: { $amount }
mail-deposit-words = { $amount } is held by the market. The rest, { $due }, is paid when the piece is ready.
mail-deposit-by = It is to be ready by { $day }; otherwise the deposit comes back to you by itself.
mail-ready-subject = Your piece is ready: { $due } to pay
mail-ready-words = { $shop } has made your piece. Pay the rest, { $due }, and it is sent.
mail-ready-by = Please pay by { $day }. After that the deposit of { $amount } goes to the shop.
mail-ready-call = Pay { $due }
mail-forfeited-subject = The deposit of { $amount } went to the shop
mail-forfeited-words = The rest was not paid in time, so nothing was sent, and the deposit of { $amount } went to the shop. If you see it differently, you can still ask for it back on the order's page.
mail-to-make-subject = { $amount } deposit held, to be made by { $day }
mail-to-make-words = Say on the order's page when the piece is ready; the buyer then pays the rest. If it is not ready by { $day }, the buyer gets the deposit back.
mail-kept-subject = The deposit of { $amount } is yours
mail-kept-words = The buyer did not pay the rest in time. The deposit of { $amount } is yours, { $kept } after the commission.
notification-kind-orders-deposit-paid = A deposit is paid
notification-kind-orders-ready = A piece made for you is ready
notification-kind-orders-deposit-forfeited = A deposit went to the shop
notification-kind-orders-to-make = A piece is to be made
notification-kind-orders-deposit-kept = A deposit is yours
operator-job-kind-orders-forfeit-deposit = Give a deposit to the shop
operator-number-work-regret-hours = Time to change one's mind about what is made to one's wishes
operator-number-rest-days = Time to pay the rest of a piece that is ready
operator-number-deposit-most-basis-points = Largest deposit, of the goods
operator-number-quote-answer-days = Time to answer a request for a quote
operator-number-quote-valid-days = How long a quote stands

# Quotes: what a shop would make for one buyer

shelf-quote = Ask for one of your own
talk-preview-quote = [Quote]
talk-preview-progress = [Progress]
progress-badge = { $position } of { $of }
progress-order = View the order
quote-ask = Ask for a quote
quote-ask-words = Say what you would like to have made. The shop answers with a price, a time and what is included; you decide then.
quote-ask-then = { $n ->
    [one] The shop has a day to answer. Nothing is paid until you accept a quote.
   *[other] The shop has { $n } days to answer. Nothing is paid until you accept a quote.
}
quote-like = Like this one:
quote-wish = What should it be?
quote-wish-hint = Size, material, colour, for whom, until when
quote-sketches = Sketches or photos
quote-sketch = Sketch { $n }
quote-budget = What you would spend
quote-budget-hint = Helps the shop to propose something that fits
quote-budget-of = Would spend { $amount }
quote-brief = What the buyer asked for
quote-waits = The shop has not answered yet.
quote-page = Quote
quote-terms = What the shop proposes
quote-order = Order what was quoted
quote-form = Your quote
quote-title = What you will make
quote-title-hint = Stands on the order and the invoice
quote-includes = What is included
quote-includes-hint = Materials, size, packing, what is not included
quote-amount = Price
quote-shipping-in = Included
quote-shipping-hint = Empty: included in the price
quote-deposit-hint = Paid before you begin; the rest when it is ready. Empty: all at once
quote-deposit-of = { $amount } deposit
quote-days-field = Days until it is ready
quote-time = Time
quote-days = { $n ->
    [one] Ready in a day
   *[other] Ready in { $n } days
}
quote-revisions = Changes on the way
quote-revisions-count = { $n ->
    [one] One change included
   *[other] { $n } changes included
}
quote-revisions-none = None included
quote-milestones-hint = One on each line, such as: drawing, carving, dyeing. You show the buyer each when it is done
quote-now = To pay now
quote-change = Change the quote
quote-then-ready = { $n ->
    [one] The piece is to be ready in a day; if it is not made, your money comes back by itself.
   *[other] The piece is to be ready in { $n } days; if it is not made, your money comes back by itself.
}
quote-then-rest = { $n ->
    [one] When it is ready you have a day to pay the rest. If you do not, the deposit goes to the shop.
   *[other] When it is ready you have { $n } days to pay the rest. If you do not, the deposit goes to the shop.
}
quote-then-regret = { $n ->
    [one] You can change your mind for an hour after paying; then the shop begins.
   *[other] You can change your mind for { $n } hours after paying; then the shop begins.
}
quote-state-asked = Asked
quote-state-quoted = Quoted
quote-state-declined = Declined
quote-state-withdrawn = Withdrawn
quote-state-expired = Expired
quote-state-ordered = Ordered
quote-headline-asked-mine = You asked for a quote
quote-headline-asked-theirs = Asks for a quote
quote-headline-quoted-mine = You quoted
quote-headline-quoted-theirs = A quote for you
quote-headline-declined = The quote was declined
quote-headline-withdrawn = Withdrawn
quote-headline-expired = Nobody answered in time
quote-headline-ordered = Ordered on these terms
quote-due-asked = Answer due:
quote-due-quoted = Stands until:
quote-act-ask = Send to the shop
quote-act-look = View and order
quote-act-open = View the quote
quote-act-quote = Quote
quote-act-anew = Quote again
quote-act-propose = Write a quote
quote-act-order = Accept and order
quote-act-decline = Decline
quote-act-withdraw = Withdraw
quote-confirm-decline = Decline it? The other side is told.
quote-confirm-withdraw = Take it back? The other side is told.
done-quote-asked = The shop has your request
done-quoted = The buyer has your quote
done-quote-declined = Declined
done-quote-withdrawn = Taken back
done-progress = The buyer has been shown
refused-quote-amount = The price must be more than nothing
refused-quote-deposit = No more than { $max }, and less than the price
refused-milestones = No more than { $max }
refused-milestone-long = No more than { $max } characters on each line
problem-quote-state = This is not possible with the quote as it stands now
problem-quotes-open = Too many quotes are open between you. Answer or take back one first
problem-quote-changed = The shop has quoted anew since. Look at the terms once more
problem-shop-resting = The shop takes no orders at the moment
problem-milestone-reached = This part was done before
operator-job-kind-negotiation-end-quote-turn = End a quote whose time has run out
operator-about-work-regret-hours = From the payment. After that only the shop can cancel what it makes for one buyer.
operator-about-rest-days = From the day the piece is ready. After that the deposit goes to the shop.
operator-about-deposit-most-basis-points = 5,000 is half. A shop cannot ask for more before it begins.
operator-about-quote-answer-days = After that the request expires.
operator-about-quote-valid-days = From the day it was made or changed.
quote-headline-asked-told = A request for a quote
quote-headline-quoted-told = A quote
