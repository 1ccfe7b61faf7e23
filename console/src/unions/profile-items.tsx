/** Form items of a union: its core and its organisation fields, with what looks wrong at the field. */
import { type UnionLevel, unionLevels } from '@niangjia/shared/rules/unions';
import { Checkbox, Form, Input, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { type ProfileField, profileFields, profileNames } from './profile-words';

const optionsOf = (table: Record<string, string>) => Object.entries(table).map(([value, label]) => ({ value, label }));

const within = (select: HTMLElement) => select.parentElement ?? select;

/** @param levels those that fit; all when absent */
export function CoreItems({ levels }: { levels?: UnionLevel[] }) {
  const fitting = Object.entries(unionLevels).filter(([level]) => levels?.includes(level as UnionLevel) ?? true);
  return (
    <div className="form-grid">
      <Form.Item name="name" label="工会名称" rules={[{ required: true, min: 4, message: '请写全称，至少 4 个字。' }]}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="level" label="级别" rules={[{ required: true, message: '请选择级别。' }]}>
        <Select getPopupContainer={within} options={fitting.map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item
        name="districtCode"
        label="行政区划代码"
        rules={[{ required: true, pattern: /^\d{2}(\d{2}(\d{2})?)?$/, message: '行政区划代码是 2、4 或 6 位数字。' }]}
      >
        <Input inputMode="numeric" maxLength={6} />
      </Form.Item>
      <Form.Item
        name="phone"
        label="联系电话（可以不填）"
        rules={[{ pattern: /^[\d-]{5,20}$/, message: '电话只能有数字和连字符，如 0536-1234567。' }]}
      >
        <Input maxLength={20} />
      </Form.Item>
      <Form.Item name="holding" valuePropName="checked">
        <Checkbox>接收没有单位的职工（周转库）</Checkbox>
      </Form.Item>
    </div>
  );
}

function control(field: ProfileField): ReactNode {
  const { form } = profileFields[field];
  if (form === 'day') return <Input type="date" />;
  if (form === 'count') return <InputNumber min={0} precision={0} className="wide" />;
  if (typeof form === 'number') return <Input maxLength={form} />;
  return <Select allowClear getPopupContainer={within} placeholder="没有填" options={optionsOf(form.choice)} />;
}

export function ProfileItems({ warnings = {} }: { warnings?: Partial<Record<string, string>> }) {
  return (
    <div className="form-grid">
      {profileNames.map((field) => (
        <Form.Item
          key={field}
          name={['profile', field]}
          label={profileFields[field].label}
          {...(warnings[field] && { validateStatus: 'warning' as const, extra: warnings[field] })}
        >
          {control(field)}
        </Form.Item>
      ))}
    </div>
  );
}

/** What a form leaves empty is not known: null, never an empty text. */
export const cleared = <T extends object>(values: T): T =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value === '' || value === undefined ? null : value]),
  ) as T;
