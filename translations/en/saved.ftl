searches-title = Saved searches
searches-count = { $n ->
    [one] One search that you come back to
   *[other] { $n } searches that you come back to
}
searches-guest = These searches are kept in this browser alone. Sign in, and we tell you of what is new.
searches-empty-title = No search saved yet
searches-empty-words = Look for something and tap “Save this search”. When something new fits, we tell you.
searches-empty-act = Browse the market
searches-save = Save this search
searches-saved = Search saved
searches-alerts-on = We tell you of new things, once a day at most
searches-alerts-off = We do not tell you of new things
searches-since = saved on { $day }
searches-silence = Stop alerts
searches-silence-named = Stop alerts: { $name }
searches-tell = Alert me
searches-tell-named = Alert me: { $name }
searches-remove = Remove
searches-remove-named = Remove { $name }
done-search-saved = Saved. When something new fits, we tell you, once a day at most.
done-search-alerts-on = We tell you of what is new in this search.
done-search-alerts-off = No more alerts for this search.
done-search-removed = The search is no longer saved.
done-search-alerts-ended = No more alerts for any of your saved searches.
search-alerts-end = Stop all search alerts
search-alerts-end-question = Stop all search alerts?
search-alerts-end-words = Your searches stay saved. You get no more mail and no more notifications about them until you switch alerts on again.
problem-searches-full = You have saved as many searches as there is room for. Remove some, then save this one.
refused-search-everything = Look for something first: type words or choose a filter
mine-searches-words = What you look for again and again
notification-topic-searches = Saved searches
notification-kind-search-saved = New things in my saved searches, once a day at most
mail-saved-subject-one = New for your search { $search }
mail-saved-subject = { $n ->
    [one] New for { $n } of your searches
   *[other] New for { $n } of your searches
}
mail-saved-words = Put on sale since yesterday, and just what you look for:
mail-saved-things = { $n ->
    [one] { $n } new thing
   *[other] { $n } new things
}
mail-saved-call = Have a look
mail-saved-end = No more mail about saved searches: { $link }
mail-saved-because = You get this because you saved a search at the market.
mail-saved-sample-words = tea bowl
operator-job-kind-search-look-for-searchers = Look for what is new in saved searches
operator-job-kind-search-look-for-some = Look through some saved searches
operator-job-kind-search-tell-searcher = Tell somebody what is new in their searches
