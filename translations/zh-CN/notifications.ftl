notifications-title = 通知
notifications-bell = { $n ->
    [0] 通知
   *[other] 通知，{ $n } 条未读
}
notifications-unread = { $n ->
    [0] 全部已读。
   *[other] { $n } 条未读。
}
notifications-read-all = 全部标为已读
notifications-choose = 通知设置
notifications-choose-words = 和您的订单有关的事都会发邮件，也会放在通知里。不想要的可以关掉。
notifications-new = 新
notifications-none = 还没有通知
notifications-none-words = 订单、退款申请和评价的变化会放在这里。
notifications-kept = 通知保留 90 天。
notifications-kind = 什么事
notifications-by-mail = 邮件
notifications-in-list = 通知
notifications-must = 一定会发：关系到钱或期限
notifications-no-email = 您的账户没有邮箱，所以只在通知里显示。
notifications-keep = 保存
mine-notifications-words = 发邮件、放通知，还是都不要
done-all-read = 全部标为已读了。
done-choices = 通知设置已保存。
notification-topic-purchases = 买东西
notification-topic-sales = 卖东西
notification-topic-refunds = 退款和纠纷
notification-topic-reviews = 评价
notification-topic-following = 关注的店
notification-kind-catalog-fresh = 关注的店上了新货，一天最多一次
notification-kind-orders-paid = 货款已到，由集市代管
notification-kind-orders-shipped = 包裹已寄出
notification-kind-orders-release-near = 订单快要自动确认收货
notification-kind-orders-refunded = 订单已退款
notification-kind-orders-closed = 没有付款，订单已关闭
notification-kind-orders-payment-sent-back = 付款来得太晚，正在退回
notification-kind-orders-to-ship = 有订单要发货
notification-kind-orders-ship-reminder = 订单还没发货
notification-kind-refunds-asked = 买家申请退款
notification-kind-refunds-offered = 店家愿退您一部分
notification-kind-refunds-refused = 店家拒绝了您的申请
notification-kind-refunds-address-needed = 退货等您给地址
notification-kind-refunds-return-awaited = 请把东西寄回
notification-kind-refunds-return-ordered = 集市裁定先退货
notification-kind-refunds-posted = 退货在路上
notification-kind-refunds-disputed = 集市已介入
notification-kind-refunds-evidence = 有人补充了文字或照片
notification-kind-refunds-repaid = 已退款
notification-kind-refunds-ruled = 集市已裁决
notification-kind-refunds-closed = 申请已关闭
notification-kind-reviews-reminder = 可以写评价了
notification-kind-reviews-published = 收到评价
notification-kind-reviews-replied = 评价收到回复
api-group-notifications = 通知
operator-number-notification-days = 通知保留天数
operator-about-notification-days = 通知在每个人的列表里保留这么多天。
operator-job-kind-notifications-forget = 删除旧通知
notifications-texts = 您的账户有手机号、没有邮箱。与钱和期限有关的消息会发短信，其他的请自行选择。
notifications-by-text = 短信
