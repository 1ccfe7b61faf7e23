/** What the event is, where, and when it is booked: sections of its form. */
import { eventGroups, eventKinds, eventLimits } from '@niangjia/shared/rules/events';
import { Form, Input, InputNumber, Radio, Select } from 'antd';
import { Section } from '../campaigns/matter';
import { TimeField } from '../ui/time-field';
import { UnionPick } from '../ui/union-pick';

const needed = (message: string) => [{ required: true, message }];
const filled = (message: string) => [{ required: true, whitespace: true, min: 2, message }];

/** @param whose whether the organiser can still be chosen */
export function Matter({ whose }: { whose: boolean }) {
  return (
    <Section title="活动">
      {whose && (
        <Form.Item name="unionId" label="哪家工会主办" rules={needed('请选择主办的工会。')}>
          <UnionPick />
        </Form.Item>
      )}
      <Form.Item name="title" label="活动名称" rules={filled('请填写活动名称。')}>
        <Input maxLength={40} placeholder="例：新就业形态劳动者免费体检" />
      </Form.Item>
      <Form.Item name="group" label="归在哪一类服务">
        <Select options={Object.entries(eventGroups).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name="kind" label="形式">
        <Radio.Group options={Object.entries(eventKinds).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <Form.Item name="words" label="说明（可以不填）">
        <Input.TextArea rows={3} maxLength={eventLimits.words} />
      </Form.Item>
      <Form.Item name="bring" label="请会员准备什么（可以不填）" extra="约上和提前一天提醒时会写给本人。">
        <Input maxLength={eventLimits.bring} placeholder="例：空腹，带身份证" />
      </Form.Item>
    </Section>
  );
}

const degrees = (most: number) => [
  { type: 'number' as const, min: -most, max: most, message: `是 -${most} 到 ${most} 之间的度数。` },
];

export function Place() {
  return (
    <Section title="地点">
      <Form.Item name="placeName" label="地点名称" rules={filled('请填写地点名称。')}>
        <Input maxLength={40} placeholder="例：市人民医院体检中心" />
      </Form.Item>
      <Form.Item name="address" label="地址" rules={filled('请填写地址。')} extra="会员照这个地址找过去。">
        <Input maxLength={120} />
      </Form.Item>
      <div className="form-grid">
        <Form.Item name="latitude" label="纬度（可以不填）" rules={degrees(90)}>
          <InputNumber className="wide" controls={false} precision={6} suffix="°" placeholder="36.684525" />
        </Form.Item>
        <Form.Item name="longitude" label="经度（可以不填）" rules={degrees(180)}>
          <InputNumber className="wide" controls={false} precision={6} suffix="°" placeholder="118.479622" />
        </Form.Item>
      </div>
    </Section>
  );
}

export function Window() {
  return (
    <Section title="什么时候可以预约（北京时间）">
      <div className="form-grid">
        <Form.Item name="bookFrom" label="预约开始" rules={needed('请选择时间。')}>
          <TimeField />
        </Form.Item>
        <Form.Item
          name="bookUntil"
          label="预约截止"
          rules={needed('请选择时间。')}
          extra="不晚于最后一场开始。截止后候补仍按次序通知。"
        >
          <TimeField />
        </Form.Item>
      </div>
    </Section>
  );
}
