# 怎么进来，门口说什么。
password-end-tokens = 同时让我的程序令牌失效
done-first-proof = 您已证明这个地址属于您。此前留下的密码、已登录的设备和令牌都已失效。您可以在“我的”里设置新密码。
refused-code-needed = 这个账户没有密码。请获取邮件验证码，填在这里
scope-moderator = 裁决纠纷，管理言论和展示
api-scope-moderator = 裁决纠纷，管理言论和展示，只给版主和运营者
operator-number-guest-sessions-per-hour = 新访客
operator-about-guest-sessions-per-hour = 同一地址多久能由未登录的访客新开多少个购物车和收藏，超过要等一等。
operator-job-kind-accounts-sweep-access = 清除已失效的登录和令牌
problem-full = 集市的磁盘已满，什么都没有保存。请稍后再试。
problem-sum = 数字加起来超出了集市能计算的范围。
problem-too-much = 总额超出了一次购买的上限，请分几次购买。
export-formulas = 每个单元格都和您写的一样。以 =、+、- 或 @ 开头的单元格会被表格软件当作公式，请在那里把这些列按文本读取。
