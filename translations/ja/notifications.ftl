notifications-title = お知らせ
notifications-bell = { $n ->
    [0] お知らせ
   *[other] お知らせ（未読{ $n }件）
}
notifications-unread = { $n ->
    [0] すべて既読です。
   *[other] 未読が{ $n }件あります。
}
notifications-read-all = すべて既読にする
notifications-choose = お知らせの設定
notifications-choose-words = ご注文に関わることはすべて、メールとお知らせ一覧でお伝えします。不要なものは外してください。
notifications-new = 新着
notifications-none = お知らせはまだありません
notifications-none-words = ご注文・返金申請・レビューの動きが、ここに表示されます。
notifications-kept = お知らせは90日間保存されます。
notifications-kind = 内容
notifications-by-mail = メール
notifications-in-list = 一覧
notifications-must = 必ずお送りします：お金や期限に関わるため
notifications-no-email = メールアドレスの登録がないため、お知らせ一覧にだけ表示されます。
notifications-keep = 保存する
mine-notifications-words = メールで受け取るか、一覧に表示するか
done-all-read = すべて既読にしました。
done-choices = お知らせの設定を保存しました。
notification-topic-purchases = お買い物
notification-topic-sales = 販売
notification-topic-refunds = 返金とトラブル
notification-topic-reviews = レビュー
notification-topic-following = フォロー中のお店
notification-kind-catalog-fresh = フォロー中のお店の新商品（1日1回まで）
notification-kind-orders-paid = お支払いを確認し、代金をお預かりしました
notification-kind-orders-shipped = 荷物が発送されました
notification-kind-orders-release-near = まもなく受け取り済みとみなされます
notification-kind-orders-refunded = 注文が返金されました
notification-kind-orders-closed = お支払いがなく、ご購入がキャンセルになりました
notification-kind-orders-payment-sent-back = 期限後のお支払いを返金します
notification-kind-orders-to-ship = 発送する注文が入りました
notification-kind-orders-ship-reminder = まだ発送していない注文があります
notification-kind-refunds-asked = 購入者が返金を申請しました
notification-kind-refunds-offered = お店が一部の返金を提示
notification-kind-refunds-refused = お店が返金申請をお断りしました
notification-kind-refunds-address-needed = 返品先の住所の入力をお願いします
notification-kind-refunds-return-awaited = 商品の返送をお願いします
notification-kind-refunds-return-ordered = 先に返送するという判断
notification-kind-refunds-posted = 返品が発送されました
notification-kind-refunds-disputed = 事務局が間に入りました
notification-kind-refunds-evidence = 説明や写真が追加されました
notification-kind-refunds-repaid = 返金されました
notification-kind-refunds-ruled = 事務局の判断が出ました
notification-kind-refunds-closed = 返金申請が終了しました
notification-kind-reviews-reminder = レビューを書けます
notification-kind-reviews-published = レビューが公開されました
notification-kind-reviews-replied = レビューに返信がありました
api-group-notifications = お知らせ
operator-number-notification-days = お知らせの保存期間
operator-about-notification-days = お知らせを一覧に残しておく日数です。
operator-job-kind-notifications-forget = 古いお知らせを削除する
notifications-texts = このアカウントには電話番号だけが登録されています。お金や期限にかかわるお知らせはSMSでお送りします。そのほかはお選びください。
notifications-by-text = SMS
