/**
 * The register of personal data (security.md E3; 个人信息保护法 6, 51; 等保 8.1.4.11): each column of each table is
 * either plain or named here with what it is, what for, and on what ground. A test finds a column that is in neither.
 */
export const grounds = {
  joining: '本人同意（入会办理）：个人信息保护法 13(1)',
  identity: '本人单独同意（身份证号核验）：个人信息保护法 29',
  membership: '履行工会法定职责，管理会籍：工会法 3、中国工会章程；个人信息保护法 13(3)',
  rights: '答复本人行使权利：个人信息保护法 44 至 50',
  security: '网络安全与访问留痕：网络安全法 21；个人信息保护法 51、54',
  contract: '订立、履行合作合同所必需：个人信息保护法 13(2)',
  work: '人力资源管理所必需（工会工作人员）：个人信息保护法 13(2)',
} as const;
export type Ground = keyof typeof grounds;

export interface TableEntry {
  /** Columns that say nothing about a person: ids, days, states, counts, hashes of random values. */
  plain: string;
  /** column -> [what it is, what for, ground]. */
  personal?: Record<string, readonly [what: string, purpose: string, ground: Ground]>;
}

const idNumberIndex = (ground: Ground) => ['身份证号的查找索引', '一人只有一份会籍和申请', ground] as const;
const signer = ['工作人员身份证号的查找索引', '两人办理的是两个自然人', 'work'] as const;
const taker = ['领取人在本次活动里的标记（身份证号的摘要）', '一人一份', 'membership'] as const;
const officer = ['工作人员写的说明', '说明办理的理由', 'membership'] as const;

export const register: Record<string, TableEntry> = {
  key_witness: { plain: 'name mark' },
  session: { plain: 'id kind subjectId refreshHash createdAt usedAt expiresAt endedAt stepUpAt' },
  audit_row: { plain: 'seq at by what object outcome detail requestId hash' },
  audit_head: { plain: 'id seq hash' },
  outbox: { plain: 'id kind payload state tries nextAt createdAt' },
  idempotency: {
    plain: 'id bodyHash state owner lockedUntil createdAt',
    personal: { reply: ['第一次的答复（加密，48 小时）', '重复提交只办一次', 'security'] },
  },
  counter: { plain: 'name value' },
  job_lease: { plain: 'name owner until' },
  data_key: { plain: 'subjectId masterVersion wrapped createdAt' },
  attempt: { plain: 'failures lockedUntil lastAt', personal: { id: ['账号和网络的摘要', '防止猜密码', 'security'] } },
  trade_union: { plain: 'id name level parentId path districtCode holding phone closedAt' },
  union_profile: {
    plain:
      'unionId kind creditCode address officeAddress foundedOn approvedOn approvedBy approvalNumber committeeFrom ' +
      'committeeTo workers fullTimeStaff unitKind economy industry at',
    personal: {
      chairName: ['工会主席姓名', '工会法人登记', 'work'],
      email: ['工会邮箱', '工会法人登记', 'work'],
    },
  },
  union_change: { plain: 'id unionId kind at accountId words reason otherUnionId' },
  union_review: { plain: 'unionId decidedBy workingDays rises' },
  union_tally: { plain: 'unionId path active retained' },
  benefit: { plain: 'id unionId title detail opensAfterDays' },
  join_code: { plain: 'token unionId kind label expiresOn withdrawnAt createdAt createdBy' },
  consent_text: { plain: 'hash purpose version title text since' },
  consent: { plain: 'id personId purpose textHash version channel state at' },
  person: {
    plain: 'id createdAt signedInAt',
    personal: {
      name: ['姓名', '登记会籍', 'joining'],
      idNumberIndex: idNumberIndex('identity'),
      idNumberSealed: ['身份证号（加密）', '确认本人', 'identity'],
      phoneIndex: ['手机号的查找索引', '登录', 'joining'],
      phoneSealed: ['手机号（加密）', '通知审核结果、登录', 'joining'],
      openid: ['微信标识', '登录、通知', 'joining'],
    },
  },
  staff_account: {
    plain: 'id personId lastOtpStep waitsFor usedAt enabledAt disabledAt createdAt',
    personal: {
      account: ['账号名', '登录', 'work'],
      name: ['工作人员姓名', '办理留名', 'work'],
      idNumberIndex: signer,
      passwordHash: ['密码的摘要', '登录', 'security'],
      otpSealed: ['动态码密钥（加密）', '登录', 'security'],
      phoneSealed: ['工作人员手机号（加密）', '启用账号', 'work'],
      phoneIndex: ['工作人员手机号（索引）', '两个人不共用一个号码', 'work'],
      disableReason: ['停用原因', '账号管理', 'work'],
    },
  },
  post: {
    plain: 'id accountId role unionId fromOn toOn actId endedAt endedBy',
    personal: { endReason: ['岗位结束的原因', '岗位管理', 'work'] },
  },
  sms_code: {
    plain: 'codeHash sentAt expiresAt tries sentOn sentToday',
    personal: { id: ['手机号的查找索引', '验证码（48 小时）', 'security'] },
  },
  look: {
    plain: 'id personId accountId unionId field at',
    personal: { reason: ['查看的理由', '本人可以看到谁为什么查看', 'security'] },
  },
  invitation: { plain: 'accountId codeHash sentAt expiresAt tries ticketHash ticketUntil' },
  application: {
    plain:
      'id number personId unionId codeToken state submittedAt dueOn heldBy heldPath risenAt filedBy paperFileId ' +
      'decidedOn decidedDays openPerson',
    personal: {
      name: ['姓名', '登记会籍', 'joining'],
      idNumberIndex: idNumberIndex('identity'),
      idNumberSealed: ['身份证号（加密）', '确认本人', 'identity'],
      occupation: ['工种', '匹配能享受的服务', 'joining'],
      filer: signer,
      openIdNumber: idNumberIndex('identity'),
    },
  },
  application_step: {
    plain: 'id applicationId verb at accountId unionId',
    personal: { reason: officer, signer },
  },
  membership: {
    plain: 'id personId unionId applicationId joinedOn state endedOn verifiedAt activePerson',
    personal: {
      number: ['会员编号', '会籍管理', 'membership'],
      occupation: ['工种', '匹配能享受的服务、统计', 'membership'],
      activeIdNumber: idNumberIndex('membership'),
      codeSecretSealed: ['会员卡动态码密钥（加密）', '出示会员卡', 'membership'],
    },
  },
  membership_change: {
    plain: 'id membershipId personId kind unionId otherUnionId onDay at source sourceId accountId',
    personal: { occupation: ['工种', '统计', 'membership'], words: officer },
  },
  transfer: {
    plain: 'id number membershipId personId state askedAt dueOn closedAt refusedSide refusedBy openPerson',
    personal: { reason: ['转会原因', '会籍管理', 'membership'], refusal: officer },
  },
  transfer_side: {
    plain: 'id transferId side unionId heldBy dueOn risenAt agreedAt agreedBy',
    personal: { signer },
  },
  person_request: {
    plain:
      'id number kind state personId holderId unionId heldBy askedAt dueOn risenAt openKey jointId decidedBy closedAt',
    personal: {
      reason: ['退会或保留的原因', '会籍管理', 'membership'],
      sealed: ['本人填写的内容（加密）', '办理请求', 'rights'],
      refusal: officer,
    },
  },
  stored_file: {
    plain: 'id owner fileKey type bytes width height createdAt',
    personal: { sha256: ['照片的摘要', '照片完整', 'membership'] },
  },
  joint_act: {
    plain: 'id kind state unionId payload needs openKey proposedBy proposedAt dueOn page decidedAt refusedBy',
    personal: {
      title: ['事项（已遮盖）', '第二人复核', 'membership'],
      facts: ['事项的内容（已遮盖）', '第二人复核', 'membership'],
      reason: officer,
      refusal: officer,
      barred: ['当事人身份证号的查找索引', '当事人不能自己复核', 'membership'],
    },
  },
  joint_signature: { plain: 'id actId slot accountId unionId at', personal: { signer } },
  notice: {
    plain: 'id personId kind page at readAt told',
    personal: {
      title: ['消息标题', '通知本人', 'membership'],
      words: ['消息内容', '通知本人', 'membership'],
    },
  },
  notice_choice: { plain: 'id personId kind way isOn at' },
  closing: { plain: 'id number personId unionId tokenHash state askedAt dueOn jointId doneOn openPerson' },
  hold: {
    plain: 'id personId membershipId unionId placedAt placedBy liftedAt liftedBy openPerson',
    personal: { reason: ['留存的理由', '案件取证', 'security'] },
  },
  own_export: { plain: 'id personId form tokenHash createdAt until fetchedAt' },
  erasure: { plain: 'personId at why actId' },
  person_export: { plain: 'id unionId clear reason persons state askedBy askedAt jointId until fetched' },
  roster: {
    plain:
      'id unionId fileName fileHash bytes state problem encoding headerHash headerLine sheet total good same bad stopped ' +
      'entered atLine progress uploadedBy uploadedAt changedAt jointId earlierId clearedAt',
    personal: { columns: ['名册各列的样例（已遮盖）', '对列', 'membership'], signer },
  },
  roster_row: {
    plain: 'rosterId line state problems',
    personal: {
      nameMasked: ['姓名（已遮盖）', '核对名册', 'membership'],
      idNumberMasked: ['身份证号（已遮盖）', '核对名册', 'membership'],
      sealed: ['名册的一行（加密，入册或清除后删去）', '导入会员', 'membership'],
    },
  },
  roster_mapping: { plain: 'id unionId headerHash columns at' },
  campaign: {
    plain:
      'id number unionId title way state claimFrom claimUntil useFrom useUntil extendMonths perPerson perPersonDay line ' +
      'favourNew audience beacon beaconValue commitment secret drawnAt budgetFen jointId createdBy createdAt publishedAt ' +
      'endedAt endReason words secretSealed',
  },
  voucher_kind: {
    plain:
      'id campaignId sort title words worth minSpendFen offFen listFen subsidyFen merchantFen bankFen perPerson perDay ' +
      'waves merchantIds',
  },
  voucher_stock: { plain: 'kindId campaignId total remaining dayOn dayGiven entries turn' },
  campaign_person: { plain: 'campaignId personId membershipId' },
  draw_page: { plain: 'campaignId page text' },
  voucher: {
    plain:
      'id kindId campaignId personId unionId occupation nth ticket batch source state givenAt givenOn useUntil ' +
      'extendedAt usedAt closedAt lastStep remindedAt',
    personal: { holder: taker },
  },
  voucher_entry: {
    plain: 'id kindId campaignId personId unionId occupation ticket kind number state lineRank at closedAt voucherId',
    personal: { holder: taker, openHolder: taker },
  },
  merchant: {
    plain:
      'id number unionId contractNumber contractFrom contractTo serviceTitle listFen priceFen yearlyQuota payeeBank ' +
      'payeeLast endedAt createdBy createdAt',
    personal: {
      name: ['商家名称，个体户可能是本人姓名', '合作合同', 'contract'],
      contactPhone: ['商家联系电话', '合作合同', 'contract'],
      payeeName: ['收款户名', '结算付款', 'contract'],
      payeeSealed: ['收款账号（加密）', '结算付款', 'contract'],
      endReason: officer,
    },
  },
  shop: { plain: 'id merchantId name address latitude longitude offlinePerDay closedAt createdAt' },
  cashier: {
    plain: 'id shopId since endedAt createdBy',
    personal: {
      name: ['核销员姓名', '核销留名', 'contract'],
      phoneIndex: ['核销员手机号的查找索引', '登录后进入本店', 'contract'],
      phoneSealed: ['核销员手机号（加密）', '登录后进入本店', 'contract'],
      openPhone: ['核销员手机号的查找索引', '一店不重复登记', 'contract'],
      endReason: officer,
    },
  },
  expert: {
    plain: 'id number unionId skills placeName latitude longitude reachKm perDay perWeek endedAt createdBy createdAt',
    personal: {
      name: ['专家姓名', '安排上门服务', 'contract'],
      title: ['专家职称', '安排上门服务', 'contract'],
      phoneIndex: ['专家手机号的查找索引', '登录后进入专家工作台', 'contract'],
      phoneSealed: ['专家手机号（加密）', '通知专家', 'contract'],
      openPhone: ['专家手机号的查找索引', '一个号码只登记一位', 'contract'],
      endReason: officer,
    },
  },
  expert_skill: { plain: 'id expertId skill' },
  expert_leave: {
    plain: 'id expertId fromDay untilDay by at cancelledAt',
    personal: { reason: ['专家请假的原因', '请假期间不安排服务', 'contract'] },
  },
  room: {
    plain: 'id unionId name placeName address latitude longitude seats closedAt createdBy createdAt',
  },
  booked: { plain: 'id resourceId cell holdId' },
  place_lot: { plain: 'id kind matterId total taken ordinary reserved reservedUntil offerHours closesAt turn' },
  place_claim: {
    plain: 'id lotId matterId personId state tier at bookedAt offerUntil usedAt closedAt ending remindedAt',
    personal: {
      openHolder: ['预约人在本次活动里的标记（身份证号的摘要）', '一人一个名额', 'membership'],
      code: ['预约码', '到场时核对本人的预约', 'membership'],
    },
  },
  union_event: {
    plain:
      'id number unionId title words serviceGroup kind state placeName address latitude longitude bookFrom bookUntil ' +
      'startAt endAt bring audience priority reservedUntil openedAt endedAt createdBy createdAt',
    personal: { endReason: officer },
  },
  event_slot: { plain: 'id eventId startAt endAt' },
  menu_item: {
    plain:
      'id unionId group title words prepare minutes minPeople maxPeople venue skill department poolKm restDays state ' +
      'createdBy createdAt',
  },
  service_order: {
    plain:
      'id number unionId ownerId department itemId openItem title group people placeName address latitude longitude days ' +
      'sharing state dueOn served queuedAt visitId unitAgreedAt mergedInto deliveredAt stars ratedAt createdBy createdAt',
    personal: {
      notes: ['单位写的备注', '安排上门服务', 'work'],
      contactName: ['单位联系人姓名', '安排上门服务', 'work'],
      contactSealed: ['单位联系人手机号（加密）', '通知单位、上门联系', 'work'],
      ratingWords: ['单位写的评价', '改进服务', 'work'],
    },
  },
  order_step: {
    plain: 'id orderId at by what',
    personal: { who: ['办理的单位、部门或专家', '看得见每一步', 'work'], words: officer },
  },
  pool: { plain: 'id itemId ownerId state answerBy visitId createdBy createdAt' },
  pool_part: { plain: 'id poolId orderId openOrder nth answer answeredAt' },
  visit: {
    plain:
      'id number itemId ownerId department expertId roomId state startAt endAt placeName address latitude longitude ' +
      'metres people answerBy expertAgreedAt ending movedTo minutes served recordedAt remindedAt createdBy createdAt',
    personal: {
      endReason: ['改期、取消或来不了的原因', '说明为什么没有按原来的安排办', 'work'],
      words: ['专家写的服务记录', '确认服务已办好', 'membership'],
      photoIds: ['现场照片的编号', '确认服务已办好', 'membership'],
    },
  },
  visit_part: { plain: 'id visitId orderId nth leftAt' },
  attendance: {
    plain: 'id visitId orderId personId at ratedAt',
    personal: {
      stars: ['参加的人评的星', '改进服务（不记名显示）', 'membership'],
      words: ['参加的人写的评价', '改进服务（不记名显示）', 'membership'],
    },
  },
  week_plan: {
    plain:
      'id unionId weekFrom openWeek state progress orders planned people expertDays greedyPeople greedyExpertDays ' +
      'departments createdBy createdAt',
  },
  planned_visit: { plain: 'id planId orderIds expertId roomId startAt people metres outcome visitId' },
  attachment: {
    plain: 'id owner kind bytes createdAt',
    personal: {
      name: ['文件名，上传的人起的', '认出文件', 'work'],
      sha256: ['文件的摘要', '文件完整', 'work'],
    },
  },
  problem: {
    plain:
      'id number unionId field title state filedAt filedBy dueOn closedOn solution contractNumber contractFen ' +
      'contractOn fundFen jointId stars',
    personal: {
      words: ['单位写的情况，可能提到人', '解决技术难题', 'work'],
      contactName: ['单位联系人姓名', '对接技术难题', 'work'],
      phoneSealed: ['单位联系人手机号（加密）', '用短信告诉单位办到哪一步', 'work'],
      contractParties: ['合同各方，可能有专家姓名', '记录合同', 'contract'],
      contractSigner: signer,
      thanks: ['单位写的致谢', '转告专家', 'work'],
    },
  },
  problem_expert: {
    plain: 'id problemId expertId part state openKey party since endedAt',
    personal: { reason: ['专家不能承接的原因', '改请别的专家', 'work'] },
  },
  problem_step: {
    plain: 'id problemId what at accountId unionId expertId side',
    personal: { words: ['各方写的说明和答复', '解决技术难题', 'work'] },
  },
  problem_file: { plain: 'id problemId stepId kind fileId' },
  problem_meeting: {
    plain: 'id problemId startAt place link at',
    personal: { who: ['参加研讨的人', '约定研讨', 'work'] },
  },
  problem_opinion: {
    plain: 'id problemId expertId yes at',
    personal: { reason: ['专家的评审意见', '决定是否资助', 'work'], signer },
  },
  redemption: {
    plain:
      'id voucherId kindId campaignId merchantId shopId cashierId personId source undoOf liveVoucher pass loss spendFen ' +
      'offFen subsidyFen merchantFen bankFen paysFen at onDay settlementId',
    personal: {
      latitude: ['核销时核销员手机的位置', '发现不在门店的核销', 'security'],
      longitude: ['核销时核销员手机的位置', '发现不在门店的核销', 'security'],
    },
  },
  redemption_undo: {
    plain: 'id redemptionId openRedemption state cashierId at decidedBy decidedAt',
    personal: {
      reason: ['申请撤销的原因', '说明办理的理由', 'membership'],
      asker: ['申请人身份证号或手机号的查找索引', '两人办理的是两个自然人', 'work'],
      decider: signer,
      refusal: officer,
    },
  },
  offline_pack: { plain: 'id shopId cashierId onDay keySealed seq mark issuedAt' },
  offline_code: { plain: 'id voucherId shopId onDay issuedAt' },
  settlement: {
    plain:
      'id number merchantId unionId month state lines undone spendFen subsidyFen merchantFen bankFen lossFen payFen ' +
      'preparedBy preparedAt jointId payeeBank releasedAt paidOn reference',
    personal: {
      payeeName: ['收款户名', '结算付款', 'contract'],
      payeeSealed: ['收款账号（加密）', '结算付款', 'contract'],
    },
  },
};

/**
 * What forms ask about a person: field -> ground. A field of any form stands here or among `plainFields`. The fields
 * of the joining form must be covered by the consent that it asks for.
 */
export const personalFields: Record<string, Ground> = {
  name: 'joining',
  idNumber: 'identity',
  phone: 'joining',
  occupation: 'joining',
  text: 'membership',
  paperFileId: 'joining',
  memberNumber: 'membership',
  words: 'rights',
  newAccount: 'work',
  profile: 'work',
  account: 'work',
  contactPhone: 'contract',
  place: 'security',
  numbers: 'membership',
  thanks: 'work',
  who: 'work',
  parties: 'contract',
  contactName: 'work',
  notes: 'work',
  photoIds: 'membership',
};

export const plainFields: readonly string[] = [
  ...['code', 'password', 'otp', 'refresh', 'ticket', 'proof', 'hash', 'purpose', 'consents', 'agreed', 'understood'],
  ...['unionId', 'toUnionId', 'parentId', 'intoId', 'membersTo', 'accountId', 'successorId', 'codeToken', 'role'],
  ...['fromOn', 'toOn', 'expiresOn', 'after', 'seen', 'kind', 'side', 'way', 'on', 'field', 'form', 'label', 'level'],
  ...['title', 'claimFrom', 'claimUntil', 'useFrom', 'useUntil', 'extendMonths', 'perPerson', 'perPersonDay', 'line'],
  ...['favourNew', 'beacon', 'beaconValue', 'audience', 'kinds', 'kindId', 'total', 'pass', 'spendFen', 'shopId'],
  ...['lines', 'contractNumber', 'contractFrom', 'contractTo', 'serviceTitle', 'listFen', 'priceFen', 'yearlyQuota'],
  ...['bank', 'address', 'latitude', 'longitude', 'offlinePerDay', 'merchantId', 'month', 'paidOn', 'reference'],
  ...['skills', 'placeName', 'reachKm', 'perDay', 'perWeek', 'fromDay', 'untilDay', 'seats'],
  ...[
    'group',
    'bookFrom',
    'bookUntil',
    'bring',
    'priority',
    'reserved',
    'reservedUntil',
    'slots',
    'slotId',
    'bookingId',
  ],
  ...['startAt', 'endAt', 'expertId', 'roomId', 'served', 'weekFrom'],
  ...['prepare', 'minutes', 'minPeople', 'maxPeople', 'venue', 'skill', 'department', 'poolKm', 'restDays', 'days'],
  ...['fromOrderIds', 'itemId', 'wish', 'people', 'sharing', 'visitId', 'agree', 'stars', 'into', 'orderIds', 'poolId'],
  ...['view', 'stage', 'state'],
  ...['photoIds', 'attachmentIds', 'expertIds', 'link', 'solution', 'number', 'amountFen', 'signedOn', 'yes'],
  ...['districtCode', 'holding', 'decidedBy', 'workingDays', 'rises', 'columns', 'clear', 'reason'],
];
