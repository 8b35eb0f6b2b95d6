moderator-desk-disputes = 纠纷
moderator-desk-conversations = 被举报的会话
moderator-shelf-waiting = 待处理
moderator-shelf-done = 已处理
moderator-look = 查看并处理
moderator-none-disputes = 没有要裁定的
moderator-none-words-disputes = 买家和店家谈不拢、请集市介入时，会出现在这里。
moderator-none-reviews = 这里没有评价
moderator-none-words-reviews = 有人举报的评价，以及已经隐藏的评价，会放在这里。
moderator-none-conversations = 这里没有会话
moderator-none-words-conversations = 会话有一方举报后才会出现在这里，在那之前谁也不会看。
moderator-waiting-conversations = { $n ->
    [0] 没有等处理的会话
   *[other] 有 { $n } 个会话等处理
}
ruling-legend = 怎么处理
ruling-reason = 理由
ruling-act = 确定
ruling-confirm = 就这样处理吗？马上生效。
moderator-waiting-disputes = { $n ->
    [0] 没有等裁定的纠纷
   *[other] 有 { $n } 件纠纷等裁定
}
moderator-waiting-reviews = { $n ->
    [0] 没有待处理的。
   *[other] { $n } 条待处理
}
ruling-hint-reviews = 记入操作日志。
ruling-hint-disputes = 双方都会看到。
ruling-hint-conversations = 长期保存；会告诉举报人，以及被警告或暂停的人。
