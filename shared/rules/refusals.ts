/**
 * Every way in which the server says no: code -> HTTP status and the Chinese sentence that people read.
 * The only list of its kind. A sentence says what happened and what to do next.
 */
export const refusals = {
  // the way in
  BAD_INPUT: [400, '有内容填得不对，请按红字提示修改后再提交。'],
  BAD_JSON: [400, '发来的内容读不懂，请返回上一页重试。'],
  KEY_MISSING: [400, '缺少防重复编号，请返回上一页重新提交。'],
  SIGN_IN_FIRST: [401, '请先登录。'],
  SESSION_ENDED: [401, '登录已失效，请重新登录。'],
  NOT_ALLOWED: [403, '您的岗位没有这项权限。如需办理，请联系本工会主席。'],
  CONSENT_MISSING: [403, '还没有取得您的同意，不能保存这项信息。请先阅读并勾选同意。'],
  STEP_UP_FIRST: [403, '请先输入一次动态码，再办这一步。'],
  NOT_FOUND: [404, '没有找到。可能已被删除，或不在您的管理范围内。'],
  METHOD_NOT_ALLOWED: [405, '这个地址不支持这种操作。'],
  TOO_LARGE: [413, '内容太大，请缩小后重试。'],
  WRONG_TYPE: [415, '文件类型不支持，请上传 JPG、PNG 或 WebP 照片。'],
  KEY_REUSED: [422, '这个防重复编号已用于另一份内容，请重新提交。'],
  TOO_MANY: [429, '操作太频繁，请稍等一会儿再试。'],
  IN_FLIGHT: [409, '上一次提交正在处理，请稍等几秒再看结果。'],
  BROKEN: [500, '系统出了问题，已经记录。请稍后重试，您填的内容还在。'],
  BUSY: [503, '现在有点忙，请稍等几秒再试，您填的内容还在。'],

  // signing in
  WRONG_CODE: [401, '验证码不对，请核对短信里的 6 位数字。'],
  CODE_EXPIRED: [401, '验证码已过期，请重新获取。'],
  CODE_TOO_SOON: [429, '验证码刚发过，请一分钟后再获取。'],
  WECHAT_CODE_USED: [401, '微信登录凭证已失效，请返回重新进入小程序。'],
  WECHAT_DOWN: [503, '微信服务暂时没有回应，请稍后再试。'],
  SMS_DOWN: [503, '短信暂时发不出去，请稍后再试。'],
  WRONG_PASSWORD: [401, '账号、密码或动态码不对，请核对后再试。'],
  LOCKED: [429, '连续输错次数太多，账号已暂时锁定。请稍后再试，或联系安全管理员。'],
  PHONE_IN_USE: [409, '这个手机号已被另一位会员使用。请换一个您本人的手机号，或联系该会员所在工会核实。'],

  // joining
  CODE_UNKNOWN: [404, '没有找到这个入会码。您可以直接查找工会入会。'],
  ALREADY_MEMBER: [409, '您已经是工会会员，不需要再次申请。'],
  ID_IN_USE: [409, '这个身份证号已经有会籍或正在审核的申请，不能重复申请。如果不是您本人办理，请联系工会核实。'],
  APPLICATION_OPEN: [409, '您已有一份申请正在办理，请先看它的进度。'],
  MOVE_NOT_ALLOWED: [409, '这份申请的状态已经变了，请刷新后再看。'],
  OWN_CASE: [409, '不能审核自己的申请，请由同工会的其他人员审核。'],
  UNION_CLOSED: [409, '这家工会现在不接收申请，请查找附近的工会。'],
  NOT_A_MEMBER: [404, '您还不是会员，还没有会员卡。'],

  MEMBER_GONE: [409, '这位会员的会籍已经结束，请刷新后再看。'],

  // transfer and requests
  TRANSFER_OPEN: [409, '您已有一份转会正在办理，请先看它的进度。'],
  ALREADY_THERE: [409, '您的会籍就在这家工会，不需要转会。'],
  REQUEST_OPEN: [409, '您已有一项同样的请求正在办理，请先看它的进度。'],
  PHONE_FREE: [409, '这个手机号没有被占用，可以直接绑定。'],
  PHONE_MISSING: [409, '您还没有绑定手机号，请先绑定，再办这一项。'],
  NO_SUCH_RECORD: [404, '没有找到姓名和身份证号都相符的会籍。请核对后再试，或联系工会。'],

  // two persons
  SAME_PERSON: [409, '这一步要由另一个人办理：提出的人、当事人本人和已签的人都不能再签。'],
  NO_IDENTITY: [409, '您的账号还没有登记身份证号，不能参与双人办理。请联系安全管理员。'],
  JOINT_OVER: [409, '这件事已经办结或撤回，请刷新后再看。'],
  JOINT_OPEN: [409, '同样的事项已在等待复核，请先看它的进度。'],
  JOINT_STALE: [409, '情况已经变了，这件事不能再按原样生效。请退回后重新提出。'],
  ON_HOLD: [409, '此人的信息因案件依法留存，解除留存以前不能删除。'],

  // unions and posts
  INCOMPATIBLE_ROLES: [409, '这两种岗位不能由同一个人担任。请换一个人，或先结束原来的岗位。'],
  ACCOUNT_IN_USE: [409, '这个账号名已有人使用，请换一个。'],
  ACCOUNT_DISABLED: [409, '这个账号已停用，不能发送启用短信。如需恢复，请联系系统管理员。'],
  ACCOUNT_NO_PHONE: [409, '这个账号没有登记手机号，发不出启用短信。请联系系统管理员补登。'],
  POST_ENDED: [409, '这个岗位已经结束。'],
  WEAK_PASSWORD: [400, '密码太容易被猜到。请用至少 12 个字符，不要用账号名、生日或常见密码。'],
  UNION_NAME_IN_USE: [409, '同一上级下已有同名的工会，请核对或换一个名称。'],
  LEVEL_MISFIT: [409, '这一级工会不能放在所选的上级之下，请核对级别。'],
  UNDER_ITSELF: [409, '不能把工会并入或划到它自己或它的下级。'],
  UNION_NOT_EMPTY: [409, '这家工会还有会员、下级工会或未办结的申请，请先选好由哪家工会接收。'],

  // rosters and lists
  ROSTER_STATE: [409, '这份名册的状态已经变了，请刷新后再看。'],
  COLUMN_MISSING: [400, '请指出哪一列是姓名、哪一列是身份证号、哪一列是工种。'],
  COLUMN_TWICE: [400, '有两列选成了同一项，请改掉一列。'],
  NOTHING_TO_ENTER: [409, '没有可以入册的行，请先处理问题清单。'],
  EXPORT_TOO_LARGE: [409, '名单超过 5 万人，请缩小范围分几次导出。'],
  SPAN_TOO_LONG: [400, '统计期间不对：结束日要在开始日之后，最长 1200 天。'],

  // vouchers
  CAMPAIGN_STATE: [409, '这个活动的状态已经变了，请刷新后再看。'],
  CAMPAIGN_RULES: [400, '活动的设置前后不一致，请按提示修改。'],
  STOCK_TAKEN: [409, '已发出的券比这个数多，不能再减少。'],
  DRAW_TOO_EARLY: [409, '报名还没有截止，截止后才能抽签。'],
  BEACON_MISSING: [400, '请填写发布时约定的公开数字。'],
  NOT_ENTITLED: [403, '您不在这次活动的范围内。'],
  TICKET_BAD: [403, '领取凭证不对，请重新打开活动页面。'],
  TICKET_EARLY: [409, '打开页面后要等 3 秒才能领，请稍等再点。'],
  TICKET_OLD: [409, '页面开得太久了，请刷新后再领。'],
  CLAIM_EARLY: [409, '还没有到开始时间。到点后再点，名额不会因为早点而减少。'],
  CLAIM_OVER: [409, '这次活动的领取已经结束。'],
  CLAIM_PAUSED: [409, '这次活动暂停领取，恢复后可以再来。'],
  SOLD_OUT: [409, '已领完。有人退回时会再放出来。'],
  ALL_TAKEN_TODAY: [409, '今天的已领完，明天再来。'],
  TAKEN_ALREADY: [409, '您已领过，不能再领。'],
  TAKEN_TODAY: [409, '您今天已领过，明天再来。'],
  ENTRY_OVER: [409, '这次报名已经有了结果，不能再退出。'],
  VOUCHER_USED: [409, '这张券已经用过了。'],
  VOUCHER_EXPIRED: [409, '这张券已经过期。'],
  VOUCHER_RETURNED: [409, '这张券已经退回。'],
  VOUCHER_EARLY: [409, '还没有到可以使用的日子。'],
  NOT_EXTENDABLE: [409, '这张券不能延期，或已延过一次。'],

  // redemption
  CODE_WRONG: [404, '不是福利券的码，或不是这里的券。请会员打开“我的福利券”，出示动态码。'],
  CODE_OLD: [409, '这个码已经过期，截屏不能用。请会员打开福利券，出示新码。'],
  PASS_OLD: [409, '查验已超过 3 分钟，请重新扫码。'],
  NOT_HERE: [409, '这张券不能在本店使用。'],
  SPEND_MISSING: [400, '请填写消费金额。'],
  SPEND_TOO_LOW: [409, '消费金额没有达到这张券的门槛。'],
  UNDO_OVER: [409, '这笔核销已经在撤销或已撤销，请刷新后再看。'],
  SHOP_NOT_OFFLINE: [409, '这家门店没有开通离线核销，请连上网络再用。'],
  OFFLINE_FULL: [409, '这家门店今天的离线名额已满，请连上网络再用。'],
  QUEUE_BROKEN: [409, '离线记录对不上，不能上传。请保留手机上的记录，联系工会。'],

  // merchants and settlement
  CONTRACT_RULES: [400, '合同内容前后不一致，请按提示修改。'],
  MERCHANT_ENDED: [409, '与这家商家的合作已经结束。'],
  CASHIER_THERE: [409, '这个手机号已经是本店的核销员。'],
  MONTH_NOT_OVER: [409, '这个月还没有结束，月底后才能结算。'],
  NOTHING_TO_SETTLE: [409, '到这个月为止没有未结算的核销。'],
  SETTLED_ALREADY: [409, '这家商家这个月已有结算单。'],
  SETTLEMENT_STATE: [409, '这张结算单的状态已经变了，请刷新后再看。'],
  PAYEE_MISSING: [409, '商家还没有登记收款账户，不能提交付款。'],

  // files
  FILE_BROKEN: [422, '照片没有传完整或打不开，请重新拍一张。'],
  TOO_MANY_PIXELS: [413, '照片太大，请用手机相机的普通模式重拍。'],
  DAY_QUOTA: [413, '今天上传的照片已到上限，请明天再传。'],
  LINK_EXPIRED: [404, '链接已过期或已用过，请返回刷新后重新获取。'],

  // orders and visits
  ITEM_WITHDRAWN: [409, '这项服务已经下架。请看看菜单里的其他服务，或把想要的写成愿望。'],
  ITEM_OFFERED: [409, '这项服务已经在架上。'],
  ITEM_MISSING: [409, '这是菜单外的愿望，还没有对应的服务。请记入需求，或先新增服务项目。'],
  NOT_A_WISH: [409, '菜单里有这项服务，请直接受理。'],
  TOO_FEW_PEOPLE: [409, '人数没有达到这项服务的起点。可以勾选“愿意和附近单位拼单”后再提交。'],
  TOO_MANY_PEOPLE: [409, '人数超过一次服务的上限。请分几次点单。'],
  ORDER_OPEN: [409, '本单位这项服务已有一张单子在办，请先看它的进度。'],
  ORDER_STATE: [409, '单子的进度已经变了，请刷新后再看。'],
  WISHES_FULL: [409, '本单位还有 10 个愿望在等答复，请等部门答复，或先取消几个。'],
  ORDER_ELSEWHERE: [409, '这件事归别的部门办理。需要由您办时，请对方转过来。'],
  MERGE_UNLIKE: [409, '只能合并同一单位、同一服务、正在办的两张单子。'],
  POOL_UNLIKE: [409, '这些单子不能拼：要是同一服务、距离近、相差不超过七天、各单位都愿意拼。'],
  POOL_NOT_AGREED: [409, '还有单位没有同意拼单，请等答复或分开安排。'],
  OFFER_OVER: [409, '答复的时限已过，或安排有了变动。请刷新后看最新的安排。'],
  REASON_MISSING: [400, '不同意时请写明原因，至少 5 个字。'],
  DAY_PAST: [409, '日期已经过去，请选今天以后的日期。'],
  DAYS_TURNED: [409, '结束日期比开始日期早，请核对。'],
  EXPERT_BUSY: [409, '这位专家那段时间已有安排或请假（含路上和准备的时间）。请换个时间或换一位专家。'],
  EXPERT_FULL: [409, '这位专家当天或那一周的次数已满。请换一天或换一位专家。'],
  EXPERT_KNOWN: [409, '这个手机号已登记为专家，请核对。'],
  EXPERT_ENDED: [409, '这位专家已经退出，请换一位。'],
  EXPERT_HAS_VISITS: [409, '这位专家还有没办完的上门服务或难题，请先办完、改派或取消。'],
  NOT_AN_EXPERT: [403, '您没有登记为专家。如应登记，请联系邀请您的工会。'],
  ROOM_BUSY: [409, '这个场地那段时间已被占用。请换个时间或换个场地。'],
  ROOM_CLOSED: [409, '这个场地已经停用，请换一个。'],
  ROOM_TOO_SMALL: [409, '这个场地坐不下这么多人，请换一个。'],
  ROOM_HAS_VISITS: [409, '这个场地还有没办完的服务，请先改派或取消。'],
  SKILL_MISSING: [409, '这位专家没有登记这项专长，请换一位。'],
  OUT_OF_REACH: [409, '超出这位专家能去的距离，请换一位。'],
  OUT_OF_HOURS: [409, '上门服务连同路程要排在 7:00 到 22:00 之间，请换个时间。'],
  REST_DAY: [409, '那天是休息日，这项服务只在工作日提供。请换一天。'],
  LEAVE_TOO_LONG: [409, '一次请假最长 60 天，请分次登记。'],
  LEAVE_OVER_VISIT: [409, '请假期间已有上门服务。请先和工会商量改期，再请假。'],
  LEAVE_KNOWN: [409, '这几天已经登记过请假，请核对日期。'],
  LEAVE_OVER: [409, '这次请假已经结束或已经取消。'],
  VISIT_STATE: [409, '这次服务的进度已经变了，请刷新后再看。'],
  VISIT_BEGUN: [409, '服务已经开始，不能再取消。有问题请联系办理部门。'],
  VISIT_NOT_BEGUN: [409, '服务还没有开始，开始后再来记录。'],
  RECORD_MISSING: [409, '专家还没有填写服务记录。请等记录填好再确认。'],
  SIGN_INS_MISSING: [409, '还没有职工扫码签到。请现场职工扫专家出示的签到码，再来确认。'],
  PHOTO_MISSING: [409, '有照片没有传好，请重新上传后再提交。'],
  SIGN_IN_CLOSED: [409, '现在不能签到。签到码在开始前一小时到结束后两小时内有效。'],
  SIGN_IN_CODE_WRONG: [409, '签到码不对或已过期，请扫专家手机上正在显示的码。'],
  MEMBERS_ONLY: [403, '只有会员能签到。请先入会。'],
  RATED_ALREADY: [409, '您已经评价过这次服务。'],
  RATING_CLOSED: [409, '评价的时限已过。谢谢您参加。'],
  PLAN_RUNS: [409, '这一周的计划正在排，请稍后看结果。'],
  PLAN_STATE: [409, '这份计划还没有排好，或已经安排过。请刷新后再看。'],
  NOT_A_MONDAY: [409, '请选一周的星期一。'],

  // technical problems
  PROBLEM_STATE: [409, '这道难题的进度已经变了，请刷新后再看。'],
  EXPERT_ASSIGNED: [409, '所选的专家里有人已经在这道难题里，请刷新后再选。'],
  EXPERT_PARTY: [409, '承接过这道难题的专家不能评审它的资助，请换一位。'],
  PLACE_MISSING: [400, '请填写研讨的地点，或线上会议的链接。'],
  JUDGE_UNKNOWN: [409, '评审资助前要核实您的身份：请先在小程序里入会并通过审核，或请工会换一位专家评审。'],
  OPINION_GIVEN: [409, '您已经提交过评审意见，不能再改。'],
  OPINIONS_MISSING: [409, '资助要有至少两位专家同意，且同意的多于不同意的。请等评审意见，或再请专家评审。'],

  // places and events
  EVENT_STATE: [409, '这个活动的状态已经变了，请刷新后再看。'],
  EVENT_RULES: [400, '活动的设置前后不一致，请按提示修改。'],
  EVENT_NOT_OVER: [409, '还有场次没有结束。全部结束后再办；不办了请写明原因取消活动。'],
  PLACES_TAKEN: [409, '已约上的人比这个数多，不能再减少。'],
  PLACES_FULL: [409, '名额已满。可以候补，有人取消时按次序通知您。'],
  PLACES_KEPT: [409, '剩下的名额先留给优先的人员。可以候补，放开后按次序通知您。'],
  PLACES_FREE: [409, '现在有名额，请直接预约。'],
  BOOKING_EARLY: [409, '还没有到预约开始的时间，到点后再来。'],
  BOOKING_OVER: [409, '预约已经结束，请看看其他场次。'],
  BOOKED_ALREADY: [409, '您已有一个名额，或正在候补。要换场次，请先取消原来的。'],
  BOOKING_STATE: [409, '这个预约的状态已经变了，请刷新后再看。'],
  BOOKING_BEGUN: [409, '已经开始，不能再取消。'],
  BOOKING_CODE_WRONG: [404, '没有这个预约码，或不是这个活动的。请会员打开“我的预约”出示，或从名单里选。'],
  ARRIVED_ALREADY: [409, '这个预约已经登记过到场，不能再用。'],
  ARRIVAL_EARLY: [409, '还没有到这一场的日子，当天再登记。'],
} as const satisfies Record<string, readonly [number, string]>;

/** One of the codes above; the only values of `code` in an answer that is not 2xx. */
export type RefusalCode = keyof typeof refusals;

/** The body of every answer that is not 2xx. `fields` is there for BAD_INPUT: where, and how to mend it. */
export interface RefusalBody {
  code: RefusalCode;
  sentence: string;
  requestId: string;
  fields?: { at: string; sentence: string }[];
}
