/** What the campaign is, how it gives, and when: three sections of its form. */
import { type Way, ways } from '@niangjia/shared/rules/vouchers';
import { Checkbox, Form, Input, InputNumber, Radio } from 'antd';
import type { ReactNode } from 'react';
import { TimeField } from '../ui/time-field';
import { UnionPick } from '../ui/union-pick';

export const Section = ({ title, beside, children }: { title: string; beside?: ReactNode; children: ReactNode }) => (
  <section className="panel" aria-label={title}>
    <div className="panel-head">
      <h2>{title}</h2>
      {beside}
    </div>
    {children}
  </section>
);

const needed = (message: string) => [{ required: true, message }];

/** @param whose whether the organiser can still be chosen */
export function Matter({ whose }: { whose: boolean }) {
  return (
    <Section title="活动">
      {whose && (
        <Form.Item name="unionId" label="哪家工会主办" rules={needed('请选择主办的工会。')}>
          <UnionPick />
        </Form.Item>
      )}
      <Form.Item
        name="title"
        label="活动名称"
        rules={[{ required: true, whitespace: true, message: '请填写活动名称。' }]}
      >
        <Input maxLength={40} placeholder="例：五一看电影" />
      </Form.Item>
      <Form.Item name="words" label="说明（可以不填）" extra="会员在领取页看到。写明在哪里用、怎么用、问谁。">
        <Input.TextArea rows={3} maxLength={600} />
      </Form.Item>
    </Section>
  );
}

const wayNotes: Record<Way, string> = {
  first: '到点开领，领完为止；可以分几次放量',
  lottery: '先报名，截止后抽签，结果任何人都能复算',
  grant: '不用领，复核同意后直接发到名单上的人',
};

export function WayItems() {
  const form = Form.useFormInstance();
  const way: Way = Form.useWatch('way', form) ?? 'first';
  return (
    <Section title="怎么发">
      <Form.Item name="way">
        <Radio.Group
          aria-label="怎么发"
          vertical
          options={(Object.keys(ways) as Way[]).map((value) => ({
            value,
            label: `${ways[value]}：${wayNotes[value]}`,
          }))}
        />
      </Form.Item>
      <div className="form-grid">
        {way !== 'grant' && (
          <Form.Item
            name="perPerson"
            label="这次活动每人最多几张"
            extra="0 是不限。"
            rules={needed('请填写，0 是不限。')}
          >
            <InputNumber min={0} max={50} precision={0} />
          </Form.Item>
        )}
        {way === 'first' && (
          <Form.Item
            name="perPersonDay"
            label="每人每天最多几张"
            extra="0 是不限。"
            rules={needed('请填写，0 是不限。')}
          >
            <InputNumber min={0} max={50} precision={0} />
          </Form.Item>
        )}
      </div>
      {way !== 'grant' && (
        <Form.Item name="line" valuePropName="checked">
          <Checkbox>领完后可以候补：有人退回，按先后自动补给下一位</Checkbox>
        </Form.Item>
      )}
      {way === 'lottery' && (
        <>
          <Form.Item name="favourNew" valuePropName="checked">
            <Checkbox>从没领到过的人优先</Checkbox>
          </Form.Item>
          <Form.Item
            name="beacon"
            label="约定的公开数字（可以不填）"
            extra="写明是哪一个将来才知道的数字，抽签时填进去，谁都算不到结果。例：2026年12月1日深证成指收盘点数"
          >
            <Input maxLength={120} />
          </Form.Item>
        </>
      )}
      {way === 'grant' && <p className="second">保存后在活动页粘贴会员号，设置名单。</p>}
    </Section>
  );
}

export function Times() {
  const form = Form.useFormInstance();
  const way: Way = Form.useWatch('way', form) ?? 'first';
  const names =
    way === 'lottery'
      ? ['报名开始', '报名截止']
      : way === 'grant'
        ? ['发放时间', '补发截止']
        : ['开始领取', '领取截止'];
  return (
    <Section title="时间（北京时间）">
      <div className="form-grid">
        <Form.Item name="claimFrom" label={names[0]} rules={needed('请选择时间。')}>
          <TimeField />
        </Form.Item>
        <Form.Item name="claimUntil" label={names[1]} rules={needed('请选择时间。')}>
          <TimeField />
        </Form.Item>
        <Form.Item name="useFrom" label="从哪天能用" rules={needed('请选择日期。')}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="useUntil" label="最后一天" rules={needed('请选择日期。')}>
          <Input type="date" />
        </Form.Item>
        <Form.Item
          name="extendMonths"
          label="没用完可以延几个月"
          extra="每张券延一次。0 是不能延。"
          rules={needed('请填写，0 是不能延。')}
        >
          <InputNumber min={0} max={12} precision={0} />
        </Form.Item>
      </div>
    </Section>
  );
}
