# 入り口で伝えること。
password-end-tokens = プログラム用のトークンも無効にする
done-first-proof = このアドレスがご本人のものと確認できました。それ以前のパスワード、サインイン中の端末、トークンはすべて無効になりました。新しいパスワードは「マイページ」で設定できます。
refused-code-needed = このアカウントにはパスワードがありません。メールのコードを取得して入力してください
scope-moderator = 紛争の裁定と、発言や掲載内容の管理
api-scope-moderator = 紛争の裁定と、発言や掲載内容の管理（モデレーターと運営者のみ）
operator-number-guest-sessions-per-hour = 新しいゲスト
operator-about-guest-sessions-per-hour = サインインしていない訪問者が、一つのアドレスから新しく始められるカートやリストの数。超えるとしばらく待ちます。
operator-job-kind-accounts-sweep-access = 終了したセッションとトークンを片付ける
problem-full = 市のディスクに空きがありません。何も保存されていません。しばらくしてからもう一度お試しください。
problem-sum = 合計がこの市で数えられる範囲を超えています。
problem-too-much = 一回の購入の上限を超えています。分けてご購入ください。
export-formulas = どのセルも書かれたとおりです。=、+、-、@ で始まるセルは表計算ソフトで数式とみなされるため、そうした列は文字列として読み込んでください。
