wishes-title = पसंद की सूची
wishes-count = { $n ->
    [one] { $n } चीज़, जिसे आप फिर देखना चाहते हैं
   *[other] { $n } चीज़ें, जिन्हें आप फिर देखना चाहते हैं
}
wishes-empty-title = पसंद की सूची अभी खाली है
wishes-empty-words = कोई चीज़ अच्छी लगे तो उसके पास बना दिल दबाइए। वह यहाँ रहेगी और आप उसे जब चाहें फिर देख सकेंगे।
wishes-empty-act = बाज़ार देखिए
wishes-guest = अभी यह सूची सिर्फ़ इसी ब्राउज़र में है। साइन इन कीजिए, तो यह आपके सभी डिवाइस पर मिलेगी।
wishes-keep = पसंद की सूची में रखें
wishes-kept = सूची में है · हटाएँ
wishes-see = अपनी सूची देखें
wishes-take-out = { $name } को सूची से हटाएँ
wishes-ended = अब बिक्री में नहीं
wishes-out = सूची से हटाया गया:
wishes-out-ended = सूची से हटाया गया। यह चीज़ अब बिक्री में नहीं है।
wishes-keep-again = फिर से रखें
done-wish-kept = यह अब आपकी पसंद की सूची में है।
done-wish-out = यह अब आपकी पसंद की सूची में नहीं है।
problem-wishes-full = आपकी पसंद की सूची भर गई है। पहले कुछ चीज़ें हटाइए, फिर इसे रखिए।
mine-wishes-words = जो चीज़ें आप फिर देखना चाहते हैं
api-group-wishes = पसंद की सूची
operator-number-wish-changes-per-hour = पसंद की सूची में बदलाव
operator-about-wish-changes-per-hour = एक खाता (या साइन इन न होने पर एक पता) रुकने से पहले कितनी बार सूची में चीज़ें रख और हटा सकता है।
