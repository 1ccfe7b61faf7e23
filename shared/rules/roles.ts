/**
 * Staff roles and what each may do (security.md part d). A permission alone never suffices:
 * it holds within the subtree of the union in which the post is held, and only while the post runs.
 */
export const permissions = {
  'applications.read': '查看入会申请（个人信息遮盖）',
  'applications.decide': '审核入会申请',
  'people.reveal': '写明理由后查看一项完整个人信息',
  'codes.read': '查看入会码和海报',
  'codes.manage': '新建、停用入会码',
  'audit.read': '查看操作记录',
} as const;

export type Permission = keyof typeof permissions;

/** code: the letter in security.md d.1; may: what the role is allowed at all. */
export const roles = {
  officer: {
    code: 'G',
    label: '基层工会干部',
    may: ['applications.read', 'applications.decide', 'people.reveal', 'codes.read', 'codes.manage'],
  },
  approver: { code: 'N', label: '单位审批人', may: ['applications.read', 'people.reveal'] },
  protection: { code: 'B', label: '保障部', may: ['applications.read', 'people.reveal', 'codes.read'] },
  legal: { code: 'L', label: '法律部', may: ['applications.read', 'people.reveal'] },
  production: { code: 'S', label: '生产部', may: ['applications.read'] },
  publicity: { code: 'P', label: '宣教部', may: ['applications.read', 'codes.read'] },
  expert: { code: 'E', label: '专家', may: [] },
  cashier: { code: 'C', label: '核销员', may: [] },
  firstReviewer: { code: 'R1', label: '互助会初审', may: [] },
  secondReviewer: { code: 'R2', label: '互助会复审', may: [] },
  payer: { code: 'F1', label: '出纳', may: [] },
  releaser: { code: 'F2', label: '财务负责人', may: [] },
  auditor: { code: 'A', label: '经审', may: ['applications.read', 'people.reveal', 'audit.read'] },
  steward: { code: 'K', label: '部门数据管理员', may: [] },
  systemAdmin: { code: 'Y', label: '系统管理员', may: [] },
  securityAdmin: { code: 'Q', label: '安全管理员', may: [] },
  auditAdmin: { code: 'X', label: '审计管理员', may: ['audit.read'] },
  dataOfficer: { code: 'O', label: '个人信息保护负责人', may: ['applications.read', 'people.reveal'] },
  returningOfficer: { code: 'V', label: '监票人', may: [] },
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
