reviews-title = राय
reviews-of-shop = इस दुकान पर खरीदारों की राय
reviews-of-listing = खरीदारों की राय
reviews-of-orders = हर राय पूरे ऑर्डर के बारे में होती है; ये उन ऑर्डर की हैं जिनमें यह चीज़ थी।
reviews-none = अभी कोई राय नहीं है
reviews-none-words = ऑर्डर पूरा होने के बाद खरीदार जो कहते हैं, वह यहाँ दिखता है।
reviews-count = { $n } राय
reviews-all = { $n ->
    [one] { $n } राय
   *[other] सभी { $n }
}
reviews-stars = 5 में से { $mean } ({ $count })
verdict-all = सभी
verdict-good = अच्छा
verdict-fair = ठीक-ठाक
verdict-poor = खराब
verdict-note-good = एक अंक बढ़ता है।
verdict-note-fair = न बढ़ता है, न घटता है।
verdict-note-poor = एक अंक घटता है।
score-described = जैसा बताया था
score-service = व्यवहार
score-delivery = डिलीवरी
score-hint-described = क्या चीज़ वैसी ही है जैसी पन्ने पर थी? 1 बिल्कुल नहीं, 5 पूरी तरह।
score-hint-service = जवाब और मदद, 1 से 5 तक।
score-hint-delivery = पैकिंग और तेज़ी, 1 से 5 तक।
review-write-title = राय
review-write-headline = कैसा रहा?
review-write-headline-shop = यह खरीदार कैसे रहे?
review-verdict = एक शब्द में
review-words = आपके शब्दों में
review-words-hint = किसी दोस्त से क्या कहेंगे? पता या फ़ोन नंबर मत लिखिए।
review-photos = फ़ोटो
review-photos-hint = 8 फ़ोटो तक। कहाँ और किससे खींची गईं, यह जानकारी हटा दी जाती है।
review-photo = फ़ोटो { $n }
review-drop-photos = { $n ->
    [one] पहले की फ़ोटो हटाएँ
   *[other] पहले की { $n } फ़ोटो हटाएँ
}
review-blind = सामने वाले को यह तभी दिखेगी जब वे भी लिख दें, या { $when } को; आपको भी उनकी राय उससे पहले नहीं दिखेगी। इस तरह कोई बदले में कुछ नहीं लिखता।
review-only-better = यह राय सबको दिख रही है, और आपने सामने वाले की राय भी देख ली है। { $when } तक आप इसे एक बार बदल सकते हैं, सिर्फ़ बेहतर की ओर।
review-act-send = राय भेजें
review-act-change = राय बदलें
review-act-write = राय लिखें
review-act-edit = बदलें
review-act-reply = जवाब दें
review-act-report = शिकायत करें
review-back = वापस
review-edited = बदली हुई
review-no-words = कुछ लिखा नहीं।
review-yours = आपकी राय
review-theirs-buyer = आपके बारे में दुकान की राय
review-theirs-seller = खरीदार की राय
review-ask-buyer = कैसा रहा? आपकी बात अगले खरीदार के काम आएगी।
review-ask-seller = यह खरीदार कैसे रहे? दूसरी दुकानों को यह दिखेगा।
review-other-waits = सामने वाले लिख चुके हैं; आप लिख देंगे तो दिख जाएगी।
review-until = समय-सीमा:
review-sealed-until = जब तक सामने वाले नहीं लिखते, यह सिर्फ़ आपको दिखेगी; ज़्यादा से ज़्यादा { $day } तक।
review-state-sealed = बंद लिफ़ाफ़े में
review-state-published = सबके सामने
review-state-hidden = बाज़ार ने छिपाई
review-about-buyer = दुकान के बारे में खरीदार की राय
review-about-seller = खरीदार के बारे में दुकान की राय
review-reply-by-buyer = दुकान का जवाब
review-reply-by-seller = खरीदार का जवाब
review-reply-title = जवाब
review-reply-words = आपका जवाब
review-reply-hint = बस एक जवाब, जिसे सब पढ़ेंगे। इसे बदला नहीं जा सकता।
review-act-send-reply = जवाब भेजें
review-to-order = ऑर्डर देखें
report-title = राय की शिकायत करें
report-words = बाज़ार को बताइए कि यह राय क्यों नहीं रहनी चाहिए। एक पंच इसे देखेंगे; तब तक यह बनी रहेगी।
report-reason = कारण
report-reason-choose = कारण चुनिए
report-reason-private = किसी की निजी बात बताती है
report-reason-insulting = गाली या धमकी
report-reason-not-a-review = ऑर्डर के बारे में नहीं है
report-reason-not-true = सच नहीं है
report-reason-other = कुछ और
report-more = थोड़ा और बताइए
report-act = शिकायत करें
reported-one = शिकायत वाली राय
reported-reports = शिकायत क्यों हुई
decision-title = फ़ैसला
decision-choice-hide = छिपाएँ
decision-note-hide = किसी को नहीं दिखेगी और गिनी भी नहीं जाएगी।
decision-choice-keep = रहने दें
decision-note-keep = जैसी है वैसी ही रहेगी।
decision-choice-keep-hidden = छिपी रहने दें
decision-note-keep-hidden = जैसी है वैसी ही रहेगी।
decision-choice-restore = फिर से दिखाएँ
decision-note-restore = सबको दिखेगी और पहले की तरह गिनी जाएगी।
reputation-title = साख
reputation-none = अभी न कोई राय है, न कोई पार्सल।
reputation-points = { $n } अंक
reputation-good-share = { $n }% ने अच्छा कहा
reputation-rank-heart = { $n } दिल
reputation-rank-diamond = { $n ->
    [one] { $n } हीरा
   *[other] { $n } हीरे
}
reputation-rank-crown = { $n } ताज
reputation-rank-gold-crown = { $n ->
    [one] { $n } सोने का ताज
   *[other] { $n } सोने के ताज
}
reputation-on-time = समय पर भेजा
reputation-how = यह कैसे गिना जाता है
reputation-sum-points = { $good } अच्छा − { $poor } खराब = { $points } अंक। { $fair } ठीक-ठाक न जोड़े जाते हैं, न घटाए। हर पूरे हुए ऑर्डर पर एक ही राय गिनी जाती है।
reputation-sum-ranks = 4 अंक से दिल, 251 से हीरे, 10,001 से ताज, 5,00,001 से सोने के ताज; हर एक ज़्यादा से ज़्यादा पाँच।
reputation-sum-score = { $day } से अब तक { $count } राय का जोड़ { $sum } है, यानी औसत { $mean } हुआ।
reputation-sum-on-time = { $day } से अब तक { $sent } में से { $on_time } ऑर्डर दुकान के बताए दिनों के अंदर रवाना हुए। जो दुकान ने भेजा ही नहीं, वह देर में गिना जाता है।
desk-reviews-words = खरीदार क्या कहते हैं। हर एक का आप एक बार जवाब दे सकते हैं।
desk-reviews-none-words = ऑर्डर पूरा होने के बाद दोनों के पास लिखने के लिए 15 दिन होते हैं।
desk-buyer-credit = इस खरीदार पर दुकानों की राय
desk-buyer-credit-sum = { $good } अच्छा, { $fair } ठीक-ठाक, { $poor } खराब
desk-buyer-credit-none = अभी कुछ नहीं
done-review-sealed = धन्यवाद। सामने वाले के लिख देने पर, या समय पूरा होने पर यह सबको दिखेगी।
done-review-both = धन्यवाद। दोनों की राय अब सबके सामने है।
done-review-edited = राय बदल दी गई।
done-review-closed = इस ऑर्डर पर अभी राय नहीं दी जा सकती।
done-replied = जवाब राय के नीचे लग गया।
done-reply-there = जवाब पहले ही दिया जा चुका है।
done-reported = धन्यवाद। एक पंच इसे देखेंगे।
done-review-decided = फ़ैसला हो गया और काम के रिकॉर्ड में दर्ज हो गया।
refused-only-better = यह सबको दिख रही है: अब इसमें कुछ भी पहले से बुरा नहीं हो सकता।
problem-review-state = इस राय के साथ अब यह नहीं हो सकता।
problem-review-not-completed = राय ऑर्डर पूरा होने पर दी जाती है।
problem-review-too-late = इसके दिन बीत चुके हैं।
problem-review-already = आप इस ऑर्डर पर राय दे चुके हैं।
problem-review-own-shop = अपनी ही दुकान पर राय नहीं दी जा सकती।
problem-review-edited = राय एक ही बार बदली जा सकती है।
problem-review-only-better = यह सबको दिख रही है: अब इसमें कुछ भी पहले से बुरा नहीं हो सकता।
problem-reply-already = एक जवाब दिया जा चुका है।
problem-report-own = यह आपकी अपनी राय है।
problem-report-already = आप इस राय की शिकायत कर चुके हैं।
api-group-reviews = राय और साख
operator-number-review-days = राय लिखने के दिन
operator-about-review-days = सामान मिलने के बाद इतने दिन तक दोनों एक-दूसरे पर राय दे सकते हैं। एक ने ही लिखा हो तो वह इसके बाद सबको दिख जाता है।
operator-number-review-reminder-days = राय माँगना
operator-about-review-reminder-days = सामान मिलने के इतने दिन बाद तक जिस खरीदार ने कुछ न कहा हो, उसे ईमेल जाता है।
operator-job-kind-orders-moved = ऑर्डर में जो हुआ, उसे आगे बताना
operator-job-kind-reviews-publish = जिस राय के दिन पूरे हुए, उसे सबको दिखाना
operator-job-kind-reviews-remind = खरीदार से राय माँगना
operator-job-kind-reviews-tell = किसी को राय के बारे में लिखना
mail-review-subject-good = एक अच्छी राय मिली
mail-review-subject-fair = एक ठीक-ठाक राय मिली
mail-review-subject-poor = एक खराब राय मिली
mail-review-words-buyer = { $shop } ने खरीदार के तौर पर आपके बारे में राय दी है। आप एक बार जवाब दे सकते हैं।
mail-review-words-seller = खरीदार ने इस ऑर्डर पर राय दी है। आप एक बार जवाब दे सकते हैं, जिसे सब पढ़ेंगे।
mail-review-look = पढ़ें
mail-reply-subject = { $shop } ने आपकी राय का जवाब दिया है
mail-reply-subject-seller = खरीदार ने आपकी राय का जवाब दिया है
mail-ask-review-subject = { $shop } से खरीदारी कैसी रही?
mail-ask-review-words = आपके दो शब्द अगले खरीदार के काम आएँगे। { $day } तक लिख सकते हैं; दुकान को यह तब दिखेगा जब वह भी लिख दे, या उसी दिन।
mail-ask-review-call = राय लिखें
mail-sample-reply = धन्यवाद। पट्टा समय के साथ नरम होता जाएगा।
reputation-reply = पहला जवाब
reputation-sum-reply = पिछले 90 दिनों में खरीदारों के संदेशों के पहले जवाब: { $count }, औसतन { $mean } में। अपने-आप जाने वाले जवाब नहीं गिने जाते।
reply-mean-minutes = { $n } मिनट
reply-mean-hours = { $n ->
    [one] { $n } घंटा
   *[other] { $n } घंटे
}
reply-mean-days = { $n } दिन
moderator-desk-reviews = शिकायत वाली राय
