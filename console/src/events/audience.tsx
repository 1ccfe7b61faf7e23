/** Who may book, and who comes first. What is left empty asks for nothing. */
import { occupations } from '@niangjia/shared/rules/membership';
import { Checkbox, Form, InputNumber, Select } from 'antd';
import { Districts, Unions } from '../campaigns/audience';
import { Section } from '../campaigns/matter';
import { TimeField } from '../ui/time-field';
import { type Draft, hasKept } from './draft';

const Occupations = ({ placeholder, ...field }: { placeholder: string; id?: string; value?: string[] }) => (
  <Select
    {...field}
    mode="multiple"
    getPopupContainer={(select: HTMLElement) => select.parentElement ?? select}
    placeholder={placeholder}
    showSearch={{ optionFilterProp: 'label' }}
    options={Object.entries(occupations).map(([value, label]) => ({ value, label }))}
  />
);

export function Audience() {
  return (
    <Section title="谁能约">
      <p className="second gap">只有主办工会所属范围内、已实名的会员能约。下面不填就不另外限制；填了几项，要都符合。</p>
      <Form.Item name={['audience', 'unionIds']} label="指定工会（含下级）">
        <Unions />
      </Form.Item>
      <div className="form-grid">
        <Form.Item name={['audience', 'districts']} label="指定地区">
          <Districts />
        </Form.Item>
        <Form.Item name={['audience', 'occupations']} label="指定工种">
          <Occupations placeholder="不限工种" />
        </Form.Item>
        <Form.Item name={['audience', 'minAge']} label="最小年龄">
          <InputNumber min={16} max={120} precision={0} placeholder="不限" suffix="岁" />
        </Form.Item>
        <Form.Item name={['audience', 'maxAge']} label="最大年龄">
          <InputNumber min={16} max={120} precision={0} placeholder="不限" suffix="岁" />
        </Form.Item>
      </div>
      <Form.Item name={['audience', 'firstTime']} valuePropName="checked" noStyle>
        <Checkbox>只给还没有参加过主办工会活动的人</Checkbox>
      </Form.Item>
    </Section>
  );
}

export function Priority() {
  const form = Form.useFormInstance<Draft>();
  const slots = Form.useWatch('slots', { form, preserve: true }) ?? [];
  return (
    <Section title="谁优先">
      <Form.Item
        name="priority"
        label="优先的工种（可以不填）"
        extra="候补时先轮到他们。每场可以给他们留一部分名额，在场次里填。"
      >
        <Occupations placeholder="大家一样，先到先得" />
      </Form.Item>
      {hasKept({ slots }) && (
        <Form.Item
          name="reservedUntil"
          label="留给他们的名额放到什么时候"
          extra="到点没约完的，放开给大家。"
          rules={[{ required: true, message: '请选择时间。' }]}
        >
          <TimeField />
        </Form.Item>
      )}
    </Section>
  );
}
