/**
 * Staff roles and what each may do (security.md part d). A permission alone never suffices:
 * it holds within the subtree of the union in which the post is held, and only while the post runs.
 */
export const permissions = {
  'applications.read': '查看入会申请（个人信息遮盖）',
  'applications.decide': '审核入会申请',
  'people.reveal': '写明理由后查看一项完整个人信息',
  'members.read': '查看会员名册（个人信息遮盖）',
  'members.file': '替没有智能手机的职工提交入会申请',
  'members.change': '办理转会、退会、保留会籍和会员的各项请求',
  'members.confirm': '以上级工会身份复核会员信息变更',
  'codes.read': '查看入会码和海报',
  'codes.manage': '新建、停用入会码',
  'unions.read': '查看工会组织树',
  'unions.manage': '组建、合并、划转、撤销下级工会',
  'posts.read': '查看岗位和账号',
  'posts.propose': '提请任命、交接岗位',
  'posts.confirm': '复核任命，停用账号',
  'posts.chair': '以主席身份复核三员任命',
  'rosters.import': '导入会员名册',
  'rosters.confirm': '复核名册导入',
  'statistics.read': '查看统计',
  'exports.ask': '申请导出名单',
  'exports.confirm': '复核名单导出',
  'looks.review': '复核频繁查看个人信息的情况',
  'erasures.propose': '办理注销和删除个人信息',
  'erasures.confirm': '复核删除个人信息',
  'campaigns.read': '查看福利活动',
  'campaigns.manage': '制定、发布和运行福利活动',
  'budgets.confirm': '复核福利活动的预算、数量和商家收款账户',
  'vouchers.read': '查看谁领了福利券、谁从未领到（个人信息遮盖）',
  'merchants.read': '查看合作商家',
  'merchants.manage': '管理商家、门店和核销员',
  'redemptions.confirm': '复核撤销核销，查看核销异常',
  'settlements.read': '查看商家结算',
  'settlements.prepare': '编制商家结算单',
  'payments.make': '办理付款',
  'payments.release': '复核付款',
  'orders.place': '替本工会点单、提技术难题',
  'orders.read': '查看点单和上门服务安排',
  'orders.plan': '受理点单、安排专家上门',
  'menu.manage': '维护服务菜单、专家和场地',
  'problems.manage': '受理技术难题、对接专家',
  'events.read': '查看预约活动',
  'events.manage': '发布预约活动、管理名额',
  'audit.read': '查看操作记录',
} as const;

export type Permission = keyof typeof permissions;

/** code: the letter in security.md d.1 (H, the chair, is ours: the second person of d.3 row 8); may: what the role is allowed at all. */
export const roles = {
  officer: {
    code: 'G',
    label: '基层工会干部',
    may: [
      'applications.read',
      'applications.decide',
      'people.reveal',
      'members.read',
      'members.file',
      'members.change',
      'codes.read',
      'codes.manage',
      'unions.read',
      'unions.manage',
      'posts.read',
      'posts.propose',
      'rosters.import',
      'rosters.confirm',
      'statistics.read',
      'exports.ask',
      'campaigns.read',
      'vouchers.read',
      'campaigns.manage',
      'merchants.read',
      'orders.place',
      'orders.read',
      'events.read',
      'events.manage',
    ],
  },
  approver: {
    code: 'N',
    label: '单位审批人',
    may: [
      'applications.read',
      'people.reveal',
      'members.read',
      'posts.read',
      'posts.propose',
      'rosters.confirm',
      'exports.ask',
    ],
  },
  protection: {
    code: 'B',
    label: '保障部',
    may: [
      'applications.read',
      'people.reveal',
      'members.read',
      'members.confirm',
      'codes.read',
      'unions.read',
      'posts.read',
      'posts.propose',
      'rosters.confirm',
      'statistics.read',
      'exports.ask',
      'erasures.confirm',
      'campaigns.read',
      'vouchers.read',
      'campaigns.manage',
      'merchants.read',
      'merchants.manage',
      'redemptions.confirm',
      'settlements.read',
      'settlements.prepare',
      'orders.read',
      'orders.plan',
      'menu.manage',
      'events.read',
      'events.manage',
    ],
  },
  legal: {
    code: 'L',
    label: '法律部',
    may: [
      'applications.read',
      'people.reveal',
      'members.read',
      'unions.read',
      'posts.read',
      'posts.propose',
      'statistics.read',
      'exports.ask',
      'orders.read',
      'orders.plan',
      'menu.manage',
      'events.read',
      'events.manage',
    ],
  },
  production: {
    code: 'S',
    label: '生产部',
    may: [
      'applications.read',
      'members.read',
      'unions.read',
      'posts.read',
      'posts.propose',
      'statistics.read',
      'orders.read',
      'orders.plan',
      'menu.manage',
      'problems.manage',
      'events.read',
      'events.manage',
    ],
  },
  publicity: {
    code: 'P',
    label: '宣教部',
    may: [
      'applications.read',
      'members.read',
      'codes.read',
      'unions.read',
      'posts.read',
      'posts.propose',
      'statistics.read',
      'exports.ask',
      'campaigns.read',
      'vouchers.read',
      'campaigns.manage',
      'merchants.read',
      'merchants.manage',
      'redemptions.confirm',
      'settlements.read',
      'settlements.prepare',
      'orders.read',
      'orders.plan',
      'menu.manage',
      'events.read',
      'events.manage',
    ],
  },
  expert: { code: 'E', label: '专家', may: [] },
  cashier: { code: 'C', label: '核销员', may: [] },
  firstReviewer: { code: 'R1', label: '互助会初审', may: ['members.read', 'exports.ask'] },
  secondReviewer: { code: 'R2', label: '互助会复审', may: ['members.read', 'exports.ask'] },
  payer: { code: 'F1', label: '出纳', may: ['campaigns.read', 'merchants.read', 'settlements.read', 'payments.make'] },
  releaser: {
    code: 'F2',
    label: '财务负责人',
    may: ['campaigns.read', 'budgets.confirm', 'merchants.read', 'settlements.read', 'payments.release'],
  },
  auditor: {
    code: 'A',
    label: '经审',
    may: [
      'applications.read',
      'people.reveal',
      'members.read',
      'codes.read',
      'unions.read',
      'posts.read',
      'statistics.read',
      'exports.ask',
      'audit.read',
      'campaigns.read',
      'vouchers.read',
      'merchants.read',
      'settlements.read',
      'orders.read',
      'events.read',
    ],
  },
  steward: { code: 'K', label: '部门数据管理员', may: [] },
  systemAdmin: { code: 'Y', label: '系统管理员', may: [] },
  securityAdmin: { code: 'Q', label: '安全管理员', may: ['unions.read', 'posts.read', 'posts.confirm'] },
  auditAdmin: { code: 'X', label: '审计管理员', may: ['posts.read', 'audit.read'] },
  dataOfficer: {
    code: 'O',
    label: '个人信息保护负责人',
    may: ['applications.read', 'people.reveal', 'exports.confirm', 'looks.review', 'erasures.propose'],
  },
  returningOfficer: { code: 'V', label: '监票人', may: [] },
  chair: {
    code: 'H',
    label: '工会主席',
    may: [
      'members.read',
      'unions.read',
      'unions.manage',
      'posts.read',
      'posts.chair',
      'statistics.read',
      'campaigns.read',
      'orders.read',
      'events.read',
    ],
  },
} as const satisfies Record<string, { code: string; label: string; may: readonly Permission[] }>;

export type Role = keyof typeof roles;

/** A post held today: a role in a union, good for that union and all below it. */
export interface Post {
  role: Role;
  unionId: string;
  unionName: string;
  /** Ids from the root to the union, `/a/b/c/`. */
  unionPath: string;
}

/** Paths of the unions within which these posts give the permission. Empty: nowhere. */
export const reachOf = (posts: readonly Post[], permission: Permission): string[] =>
  posts
    .filter((post) => (roles[post.role].may as readonly string[]).includes(permission))
    .map((post) => post.unionPath);

/** Whether one of the posts gives the permission for a union with this path. */
export const mayAct = (posts: readonly Post[], permission: Permission, unionPath: string): boolean =>
  reachOf(posts, permission).some((path) => unionPath.startsWith(path));

/** The three guard roles (等保 8.1.4.2, 三员): a grant needs the union's chair as well (security.md d.3 row 8). */
const guardRoles: readonly Role[] = ['systemAdmin', 'securityAdmin', 'auditAdmin'];
export const isGuard = (role: Role): boolean => guardRoles.includes(role);

const writers: readonly Role[] = [
  'officer',
  'approver',
  'protection',
  'legal',
  'production',
  'publicity',
  'cashier',
  'firstReviewer',
  'secondReviewer',
  'payer',
  'releaser',
  'steward',
  'dataOfficer',
  'chair',
];
const pair = (one: readonly Role[], other: readonly Role[]) => [one, other] as const;
/** Pairs of roles that no natural person holds at once (security.md d.1). */
const incompatible = [
  pair(['systemAdmin'], Object.keys(roles) as Role[]),
  pair(['securityAdmin'], ['auditAdmin']),
  pair(['payer'], ['releaser']),
  pair(['payer', 'releaser'], ['protection', 'approver', 'firstReviewer', 'secondReviewer']),
  pair(['auditor'], writers),
  pair(['firstReviewer'], ['cashier']),
  pair(['steward'], ['protection', 'approver', 'firstReviewer', 'secondReviewer']),
];

/** Whether one natural person may hold both roles. The same role in two unions is compatible. */
export const isCompatible = (a: Role, b: Role): boolean =>
  a === b ||
  !incompatible.some(
    ([one, other]) => (one.includes(a) && other.includes(b)) || (one.includes(b) && other.includes(a)),
  );
