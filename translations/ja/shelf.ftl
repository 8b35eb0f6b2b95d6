shelf-breadcrumbs = 現在の位置
shelf-photos = 写真
shelf-photo = 写真{ $n }
shelf-model = ぐるりと見る
shelf-from = { $price }〜
shelf-sold-out = 売り切れ
shelf-not-yet = まだ購入できません
shelf-resting = ただいま販売していません
shelf-in-stock = 在庫あり
shelf-left = { $n ->
    [1] 残り1点
   *[other] 残り{ $n }点
}
shelf-made-to-order = ご注文をいただいてから作ります
shelf-lead = { $n }日でお作りします
shelf-dispatch = { $n ->
    [0] 当日発送
   *[other] { $n }日以内に発送
}
shelf-mark-made = 受注制作
shelf-mark-made-days = 受注制作・{ $n }日
shelf-mark-harvest = 農産物
shelf-mark-ready = { $day }から発送
shelf-negotiable = 値段の相談ができます
shelf-quantity = 数量
shelf-add = カートに入れる
shelf-escrow = 「受け取りました」とお知らせいただくまで、代金は事務局がお預かりします。
shelf-ships-from = { $place }から発送します。送料は、ログインしなくても購入手続きの画面で確認できます。
shelf-returns = 届いた翌日から7日間は、ご都合による返品もお受けします。
shelf-no-returns = ご注文に合わせて作る、または収穫する商品のため、ご都合による返品はお受けできません。商品に問題があれば返金します。
shelf-only-you-draft = これは下書きです。お店のスタッフだけに見えています。
shelf-only-you-archived = これは保管中の商品です。お店のスタッフだけに見えています。
shelf-only-you-active = 販売中
shelf-holiday = このお店はお休み中です。ご覧いただくことはできます。ご購入は{ $day }からどうぞ。
shelf-about = この商品について
shelf-about-harvest = この農産物について
shelf-own-words = 作り手の言葉（原文）
shelf-facts = 素材と作り方
shelf-facts-harvest = 産地と収穫
shelf-craft = カテゴリー
shelf-materials = 素材
shelf-technique = 作り方
shelf-plot = 畑
shelf-picked = 収穫時期
shelf-season = { $from }〜{ $to }
shelf-ready = 発送開始
shelf-keeps = 日持ち
shelf-lead-time = 制作日数
shelf-days = { $n }日
shelf-weight = 重さ
shelf-grams = { $n }g
shelf-origin = 産地
shelf-maker = 作り手
shelf-enter-shop = お店へ
shelf-lineage = 継承
shelf-generation = { $n ->
    [1] 初代
   *[other] { $n }代目
}
shelf-open-since = 出店歴
shelf-years = { $n }年
shelf-dispatches = 発送
shelf-more = このお店のほかの商品
shelf-whole-shop = お店の商品をすべて見る
shelf-heritage-county = 郡の無形文化遺産
shelf-heritage-city = 市の無形文化遺産
shelf-heritage-province = 県・省の無形文化遺産
shelf-heritage-national = 国の無形文化遺産
craft-leather = 革細工
craft-ceramics = 陶磁器
craft-dyeing = 染め
craft-weaving = 織物
craft-embroidery = 刺繍・刺し子
craft-paper = 紙細工
craft-bamboo = 竹・籐細工
craft-wood = 木工・漆器
craft-metal = 金工
craft-jewellery = 銀・玉の装身具
craft-toys = おもちゃ
craft-design = オリジナルデザイン
craft-vintage = 古道具
craft-fruit = 果物
craft-vegetables = 野菜・卵
craft-grain = 米・穀物
craft-tea = お茶
craft-spice = コーヒー・香辛料
craft-dried = ドライフルーツ・木の実
craft-pantry = はちみつ・調味料
