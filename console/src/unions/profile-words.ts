/** The organisation fields of a union as they are shown and asked for. */
import type { Reply } from '@niangjia/shared/contract/index';
import { economies, industries, unionKinds, unitKinds } from '@niangjia/shared/rules/unions';

export type Union = Reply<'GET /union-tree/:id'>;
export type ProfileField = keyof Union['profile'];

/** `choice`: one of a table · `day` · `count` · else text with its longest length. */
type Form = { choice: Record<string, string> } | 'day' | 'count' | number;

export const profileFields: Record<ProfileField, { label: string; form: Form }> = {
  kind: { label: '建会方式', form: { choice: unionKinds } },
  creditCode: { label: '统一社会信用代码', form: 18 },
  chairName: { label: '主席', form: 40 },
  unitKind: { label: '单位性质', form: { choice: unitKinds } },
  economy: { label: '经济类型', form: { choice: economies } },
  industry: { label: '行业', form: { choice: industries } },
  workers: { label: '职工人数', form: 'count' },
  fullTimeStaff: { label: '专职工会干部', form: 'count' },
  address: { label: '单位地址', form: 120 },
  officeAddress: { label: '工会办公地址', form: 120 },
  email: { label: '电子邮箱', form: 80 },
  foundedOn: { label: '建会日期', form: 'day' },
  approvedOn: { label: '批复日期', form: 'day' },
  approvedBy: { label: '批复单位', form: 80 },
  approvalNumber: { label: '批复文号', form: 60 },
  committeeFrom: { label: '本届委员会自', form: 'day' },
  committeeTo: { label: '本届委员会至', form: 'day' },
};

export const profileNames = Object.keys(profileFields) as ProfileField[];

/** A value as people read it; undefined when it is not known. */
export function sayProfile(field: ProfileField, value: string | number | null): string | undefined {
  if (value === null) return undefined;
  const { form } = profileFields[field];
  if (typeof form === 'object') return form.choice[String(value)];
  return form === 'count' ? `${Number(value).toLocaleString('zh-CN')} 人` : String(value);
}
