wishes-title = Wishes
wishes-count = { $n ->
    [one] One thing that you keep to see again
   *[other] { $n } things that you keep to see again
}
wishes-empty-title = Nothing kept yet
wishes-empty-words = Tap the heart beside a listing, and you will find it here again.
wishes-empty-act = Browse the market
wishes-guest = These wishes are kept in this browser alone. Sign in, and they come along to all your devices.
wishes-keep = Keep
wishes-kept = Kept · take out
wishes-see = Your wishes
wishes-take-out = Take out { $name }
wishes-ended = No longer sold
wishes-out = Taken out:
wishes-out-ended = Taken out. It is no longer sold.
wishes-keep-again = Keep it again
done-wish-kept = It is among your wishes now.
done-wish-out = It is no longer among your wishes.
problem-wishes-full = Your wishes are as many as one list holds. Take some out, then keep this one.
mine-wishes-words = What you keep to see again
api-group-wishes = Wishes
operator-number-wish-changes-per-hour = Changes of wishes
operator-about-wish-changes-per-hour = How often one account, or one address while nobody has signed in, may keep listings and take them out before it has to wait.
wishes-cheaper = { $less } cheaper than when you kept it
wishes-back = Back in stock
wishes-home = Your wishes
wishes-home-all = All your wishes
notification-topic-wishes = Wishes
notification-kind-wishes-news = My wishes are cheaper or back in stock, once a day at most
mail-wish-subject-cheaper = Cheaper now: { $thing }
mail-wish-subject-back = Back in stock: { $thing }
mail-wish-subject = { $n ->
    [one] { $n } of your wishes is cheaper or back in stock
   *[other] { $n } of your wishes are cheaper or back in stock
}
mail-wish-words = Among what you keep to see again:
mail-wish-call = Have a look
mail-wish-because = You get this because you keep things in your wishes at the market. Under Account you can choose what you are told.
mail-wish-sample-thing = Satchel with peonies
mail-wish-sample-other = Celadon tea bowl
operator-job-kind-wishes-look = Look at what people keep
operator-job-kind-wishes-look-at-some = Look at what some people keep
operator-job-kind-wishes-tell = Tell somebody of their wishes
