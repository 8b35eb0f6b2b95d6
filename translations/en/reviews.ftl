reviews-title = Reviews
reviews-of-shop = What buyers say of this shop
reviews-of-listing = What buyers say
reviews-of-orders = Each review is about a whole order; these are of orders with this listing in them.
reviews-none = No reviews yet
reviews-none-words = What buyers say after a completed order stands here.
reviews-count = { $n ->
    [one] One review
   *[other] { $n } reviews
}
reviews-all = { $n ->
    [one] One review
   *[other] All { $n }
}
reviews-stars = Rated { $mean } of 5 ({ $count })
verdict-all = All
verdict-good = Good
verdict-fair = Fair
verdict-poor = Poor
verdict-note-good = One point more.
verdict-note-fair = Counts neither way.
verdict-note-poor = One point less.
score-described = As described
score-service = Service
score-delivery = Delivery
score-hint-described = Is it what the page promised? 1 is not at all, 5 entirely.
score-hint-service = Answers and help, from 1 to 5.
score-hint-delivery = Packing and speed, from 1 to 5.
review-write-title = Review
review-write-headline = How was it?
review-write-headline-shop = How was this buyer?
review-verdict = In one word
review-words = In your words
review-words-hint = What would you tell a friend? No addresses, no phone numbers.
review-photos = Photos
review-photos-hint = Up to 8. Where and with what they were taken is removed.
review-photo = Photo { $n }
review-drop-photos = { $n ->
    [one] Take the photo away that is there
   *[other] Take the { $n } photos away that are there
}
review-blind = The other side sees this once they have written as well, or on { $when }, and you see theirs no earlier. So nobody answers in kind.
review-only-better = This is published, and you have seen what the other side says. Until { $when } you can change it once, for the better.
review-act-send = Send the review
review-act-change = Change the review
review-act-write = Write a review
review-act-edit = Change it
review-act-reply = Reply
review-act-report = Report
review-back = Back
review-edited = changed
review-no-words = No words.
review-yours = Your review
review-theirs-buyer = What the shop says of you
review-theirs-seller = What the buyer says
review-ask-buyer = How was it? Your word helps whoever buys next.
review-ask-seller = How was this buyer? Other shops see it.
review-other-waits = The other side has written; you will see it when you have.
review-until = Until
review-sealed-until = Only you see it until the other side has written, at the latest until { $day }.
review-state-sealed = Sealed
review-state-published = Published
review-state-hidden = Hidden by the market
review-about-buyer = A buyer about the shop
review-about-seller = The shop about a buyer
review-reply-by-buyer = The shop replies
review-reply-by-seller = The buyer replies
review-reply-title = Reply
review-reply-words = Your reply
review-reply-hint = One reply, for everybody to read. It cannot be changed.
review-act-send-reply = Send the reply
review-to-order = To the order
report-title = Report a review
report-words = Tell the market why this should not stand. A moderator looks at it; until then it stands.
report-reason = Why
report-reason-choose = Choose a reason
report-reason-private = It tells something private
report-reason-insulting = It insults or threatens
report-reason-not-a-review = It is not about the order
report-reason-not-true = It is not true
report-reason-other = Something else
report-more = More about it
report-act = Report
reported-one = A reported review
reported-reports = Why it was reported
decision-title = Decide
decision-choice-hide = Hide it
decision-note-hide = Nobody sees it any more, and it counts for nothing.
decision-choice-keep = Keep it
decision-note-keep = It stands as it is.
decision-choice-keep-hidden = Leave it hidden
decision-note-keep-hidden = It stays as it is.
decision-choice-restore = Show it again
decision-note-restore = Everybody sees it, and it counts as before.
reputation-title = Reputation
reputation-none = No reviews and no parcels yet.
reputation-points = { $n ->
    [one] One point
   *[other] { $n } points
}
reputation-good-share = { $n }% good
reputation-rank-heart = { $n ->
    [one] One heart
   *[other] { $n } hearts
}
reputation-rank-diamond = { $n ->
    [one] One diamond
   *[other] { $n } diamonds
}
reputation-rank-crown = { $n ->
    [one] One crown
   *[other] { $n } crowns
}
reputation-rank-gold-crown = { $n ->
    [one] One gold crown
   *[other] { $n } gold crowns
}
reputation-on-time = Shipped on time
reputation-how = How this is counted
reputation-sum-points = { $good } good − { $poor } poor = { $points } points. { $fair } fair ones count neither way. Each completed order is reviewed once.
reputation-sum-ranks = Hearts from 4 points, diamonds from 251, crowns from 10,001, gold crowns from 500,001; up to five of each.
reputation-sum-score = { $sum } in { $count } reviews since { $day } is { $mean } on average.
reputation-sum-on-time = { $on_time } of { $sent } orders since { $day } left within the days that the shop had promised. What a shop did not send counts as late.
desk-reviews-words = What buyers say. You can reply once to each.
desk-reviews-none-words = After a completed order both sides have 15 days to write.
desk-buyer-credit = What shops say of this buyer
desk-buyer-credit-sum = { $good } good, { $fair } fair, { $poor } poor
desk-buyer-credit-none = Nothing yet
done-review-sealed = Thank you. It is published when the other side has written, or when the days are over.
done-review-both = Thank you. Both reviews are published.
done-review-edited = The review is changed.
done-review-closed = This order cannot be reviewed now.
done-replied = The reply stands below the review.
done-reply-there = There is a reply already.
done-reported = Thank you. A moderator will look at it.
done-review-decided = Decided, and noted in the audit log.
refused-only-better = This is published: nothing in it can become worse.
problem-review-state = That cannot be done with this review any more.
problem-review-not-completed = An order is reviewed when it is completed.
problem-review-too-late = The days for this have gone by.
problem-review-already = You have reviewed this order.
problem-review-own-shop = Nobody reviews their own shop.
problem-review-edited = A review is changed once.
problem-review-only-better = This is published: nothing in it can become worse.
problem-reply-already = There is one reply.
problem-report-own = This review is your own.
problem-report-already = You have reported this review.
api-group-reviews = Reviews and reputation
operator-number-review-days = Days to write a review
operator-about-review-days = So long after receipt both sides can review each other. What one side says is published then at the latest.
operator-number-review-reminder-days = Asking for a review
operator-about-review-reminder-days = So long after receipt a buyer who has said nothing gets a mail.
operator-job-kind-orders-moved = Pass on what happened to an order
operator-job-kind-reviews-publish = Publish a review whose days are over
operator-job-kind-reviews-remind = Ask a buyer for a review
operator-job-kind-reviews-tell = Write to somebody about a review
mail-review-subject-good = A good review
mail-review-subject-fair = A fair review
mail-review-subject-poor = A poor review
mail-review-words-buyer = { $shop } has reviewed you as a buyer. You can reply once.
mail-review-words-seller = A buyer has reviewed this order. You can reply once, for everybody to read.
mail-review-look = Read it
mail-reply-subject = { $shop } has replied to your review
mail-reply-subject-seller = A buyer has replied to your review
mail-ask-review-subject = How was it with { $shop }?
mail-ask-review-words = A few words help whoever buys next. Until { $day } you can write; the shop sees it when it has written too, or on that day.
mail-ask-review-call = Write a review
mail-sample-reply = Thank you. The strap will soften with the years.
reputation-reply = First reply
reputation-sum-reply = First replies to what buyers wrote, over the last 90 days: { $count }, after { $mean } on average. A reply that comes by itself does not count.
reply-mean-minutes = { $n ->
    [one] a minute
   *[other] { $n } minutes
}
reply-mean-hours = { $n ->
    [one] an hour
   *[other] { $n } hours
}
reply-mean-days = { $n ->
    [one] a day
   *[other] { $n } days
}
moderator-desk-reviews = Reported reviews
