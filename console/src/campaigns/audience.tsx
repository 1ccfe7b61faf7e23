/** Who may take it. What is left empty asks for nothing; the organiser's own area is always asked for. */
import { CloseOutlined } from '@ant-design/icons';
import { occupations } from '@niangjia/shared/rules/membership';
import type { Way } from '@niangjia/shared/rules/vouchers';
import { useQueries } from '@tanstack/react-query';
import { Button, Checkbox, Form, InputNumber, Select, TreeSelect } from 'antd';
import { useState } from 'react';
import { api } from '../api';
import { UnionPick } from '../ui/union-pick';
import { Section } from './matter';

interface FieldProps<T> {
  id?: string;
  value?: T;
  onChange?: (value: T) => void;
}

export function Unions({ id, value = [], onChange }: FieldProps<string[]>) {
  return (
    <div className="picks">
      {value.map((one) => (
        <span key={one} className="pick">
          <UnionPick
            label="指定的工会"
            value={one}
            onChange={(next) => onChange?.(value.map((old) => (old === one && next ? next : old)))}
          />
          <Button
            aria-label="去掉这家工会"
            icon={<CloseOutlined />}
            onClick={() => onChange?.(value.filter((other) => other !== one))}
          />
        </span>
      ))}
      <UnionPick
        key={value.length}
        {...(id && { id })}
        label="加一家工会"
        placeholder={value.length > 0 ? '再加一家' : '主办工会和全部下级，或输入名称指定'}
        value={null}
        onChange={(next) => next && !value.includes(next) && onChange?.([...value, next])}
      />
    </div>
  );
}

/** Cities and counties, fetched as far as they are opened. A province itself cannot be chosen. */
export function Districts({ id, value = [], onChange }: FieldProps<string[]>) {
  const [opened, setOpened] = useState<string[]>([]);
  const unders = ['', ...new Set([...value.flatMap((code) => [code.slice(0, 2), code.slice(0, 4)]), ...opened])].filter(
    (under) => under.length < 6,
  );
  const found = useQueries({
    queries: unders.map((under) => ({
      queryKey: ['GET /districts', under],
      queryFn: () => api('GET /districts', { query: under ? { under } : {} }),
      staleTime: 5 * 60_000,
    })),
  });
  const nodes = found.flatMap(({ data }, nth) =>
    (data?.items ?? []).map(({ code, name }) => ({
      id: code,
      pId: unders[nth] || 0,
      value: code,
      title: name,
      isLeaf: code.length === 6,
      selectable: code.length > 2,
    })),
  );
  return (
    <TreeSelect<string[]>
      {...(id && { id })}
      className="wide"
      multiple
      treeDataSimpleMode
      treeData={nodes}
      getPopupContainer={(select: HTMLElement) => select.parentElement ?? select}
      placeholder="不限地区"
      treeNodeFilterProp="title"
      loadData={async (node) => setOpened((before) => [...new Set([...before, String(node.value)])])}
      value={value}
      onChange={(next) => onChange?.(next)}
    />
  );
}

export function Audience() {
  const form = Form.useFormInstance();
  const way: Way = Form.useWatch('way', form) ?? 'first';
  return (
    <Section title="谁能领">
      <p className="second gap">只有主办工会所属范围内、已实名的会员能领。下面不填就不另外限制；填了几项，要都符合。</p>
      <Form.Item name={['audience', 'unionIds']} label="指定工会（含下级）">
        <Unions />
      </Form.Item>
      <div className="form-grid">
        <Form.Item name={['audience', 'districts']} label="指定地区">
          <Districts />
        </Form.Item>
        <Form.Item name={['audience', 'occupations']} label="指定工种">
          <Select
            mode="multiple"
            getPopupContainer={(select: HTMLElement) => select.parentElement ?? select}
            placeholder="不限工种"
            showSearch={{ optionFilterProp: 'label' }}
            options={Object.entries(occupations).map(([value, label]) => ({ value, label }))}
          />
        </Form.Item>
        <Form.Item name={['audience', 'minAge']} label="最小年龄">
          <InputNumber min={16} max={120} precision={0} placeholder="不限" suffix="岁" />
        </Form.Item>
        <Form.Item name={['audience', 'maxAge']} label="最大年龄">
          <InputNumber min={16} max={120} precision={0} placeholder="不限" suffix="岁" />
        </Form.Item>
      </div>
      <Form.Item name={['audience', 'firstTime']} valuePropName="checked" noStyle>
        <Checkbox>只发给还没有领过主办工会福利券的人</Checkbox>
      </Form.Item>
      <br />
      {way !== 'grant' && (
        <Form.Item name={['audience', 'listed']} valuePropName="checked" noStyle>
          <Checkbox>只发给名单上的人（夜班、班组等，保存后粘贴会员号）</Checkbox>
        </Form.Item>
      )}
    </Section>
  );
}
