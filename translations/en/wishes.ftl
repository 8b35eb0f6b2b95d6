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
