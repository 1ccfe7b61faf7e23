/**
 * Made-up persons. Their ID numbers bear a valid check digit under the area 379901, which was never issued, so that
 * none can be a real person's; their phone numbers are of the range 1990000xxxx.
 */
import { idCheckDigit } from '@niangjia/shared/rules/identity';
import type { Occupation } from '@niangjia/shared/rules/membership';
import type { Role } from '@niangjia/shared/rules/roles';

/** The nth made-up ID number: born between 1966 and 2005. */
export function madeUpIdNumber(nth: number): string {
  const year = 1966 + (nth % 40);
  const month = String((nth % 12) + 1).padStart(2, '0');
  const day = String((nth % 28) + 1).padStart(2, '0');
  const first17 = `379901${year}${month}${day}${String((nth % 899) + 100)}`;
  return first17 + idCheckDigit(first17);
}

export const madeUpPhone = (nth: number): string => `1990000${String(nth).padStart(4, '0')}`;

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'];
const GIVEN = [
  '建国',
  '秀英',
  '强',
  '丽',
  '伟',
  '敏',
  '军',
  '静',
  '磊',
  '娟',
  '勇',
  '艳',
  '杰',
  '涛',
  '明',
  '霞',
  '志强',
  '桂兰',
  '海燕',
  '鹏',
];
/** Marked as made up in the name itself. */
export const madeUpName = (nth: number): string => `${SURNAMES[nth % 20]}${GIVEN[(nth * 7) % 20]}·示例`;

const WORK: Occupation[] = ['FOOD_RIDER', 'COURIER', 'RIDE_HAILING', 'TRUCK', 'DOMESTIC', 'MANUFACTURING', 'SERVICE'];
export const madeUpOccupation = (nth: number): Occupation => WORK[nth % WORK.length] ?? 'OTHER';

export const demoStaff: { account: string; name: string; role: Role; union: string }[] = [
  { account: 'qz-north', name: '孙干事（示例）', role: 'officer', union: 'qz-north' },
  { account: 'qingzhou', name: '李部长（示例）', role: 'officer', union: 'qingzhou' },
  { account: 'anqiu', name: '赵干事（示例）', role: 'officer', union: 'anqiu' },
  { account: 'shenzhen', name: '陈干事（示例）', role: 'officer', union: 'shenzhen' },
  { account: 'rail', name: '郭干事（示例）', role: 'officer', union: 'taiyuan-rail' },
  { account: 'auditor', name: '经审马（示例）', role: 'auditor', union: 'weifang' },
  { account: 'audit-admin', name: '审计管理员（示例）', role: 'auditAdmin', union: 'shandong' },
  // Whoever else it takes, so that every act of two persons can be shown.
  { account: 'qz-north-2', name: '周干事（示例）', role: 'officer', union: 'qz-north' },
  { account: 'qz-aid', name: '保障部刘（示例）', role: 'protection', union: 'qingzhou' },
  { account: 'weifang-aid', name: '保障部杨（示例）', role: 'protection', union: 'weifang' },
  { account: 'weifang-law', name: '法律部韩（示例）', role: 'legal', union: 'weifang' },
  { account: 'weifang-skill', name: '生产部冯（示例）', role: 'production', union: 'weifang' },
  { account: 'weifang-class', name: '宣教部邓（示例）', role: 'publicity', union: 'weifang' },
  { account: 'chair', name: '主席吴（示例）', role: 'chair', union: 'weifang' },
  { account: 'security', name: '安全管理员郑（示例）', role: 'securityAdmin', union: 'shandong' },
  { account: 'data-officer', name: '个保负责人何（示例）', role: 'dataOfficer', union: 'shandong' },
  // Vouchers: who makes a campaign, who signs for its budget and releases, who pays.
  { account: 'welfare', name: '宣教部高（示例）', role: 'publicity', union: 'shandong' },
  { account: 'finance', name: '财务负责人林（示例）', role: 'releaser', union: 'shandong' },
  { account: 'payer', name: '出纳郭（示例）', role: 'payer', union: 'shandong' },
  { account: 'ningbo', name: '保障部徐（示例）', role: 'protection', union: 'ningbo' },
  { account: 'ningbo-finance', name: '财务负责人马（示例）', role: 'releaser', union: 'ningbo' },
];
