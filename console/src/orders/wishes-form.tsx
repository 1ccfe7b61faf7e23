/** What a unit says of its order: how many, where, when, who receives. For a new order and for one that was returned. */
import type { Input as Given } from '@niangjia/shared/contract/index';
import { Checkbox, Form, Input, InputNumber } from 'antd';
import { nameRule, phoneRule } from '../ui/person-rules';
import { DaysField } from './days-field';

type OrderWishes = Given<'POST /orders/:id/resubmit'>['body'];
export type WishAnswers = Omit<OrderWishes, 'latitude' | 'longitude' | 'notes' | 'sharing'> &
  Partial<Pick<OrderWishes, 'latitude' | 'longitude' | 'notes' | 'sharing'>>;

/** Empty fields as the contract wants them. */
export const wishesOf = (answers: WishAnswers): OrderWishes => ({
  people: answers.people,
  placeName: answers.placeName,
  address: answers.address,
  latitude: answers.latitude ?? null,
  longitude: answers.longitude ?? null,
  days: answers.days,
  notes: answers.notes ?? '',
  contactName: answers.contactName,
  contactPhone: answers.contactPhone,
  sharing: answers.sharing ?? false,
});

const filled = (message: string) => [{ required: true, whitespace: true, message }];
const degrees = (most: number) => [
  { type: 'number' as const, min: -most, max: most, message: `是 -${most} 到 ${most} 之间的度数。` },
];

export function WishFields() {
  return (
    <>
      <div className="form-grid">
        <Form.Item name="people" label="参加人数" rules={[{ required: true, message: '请填写人数。' }]}>
          <InputNumber className="wide" min={1} max={5000} precision={0} suffix="人" />
        </Form.Item>
        <Form.Item name="sharing" label="拼单" valuePropName="checked">
          <Checkbox>愿意和附近单位拼单</Checkbox>
        </Form.Item>
        <Form.Item name="placeName" label="地点名称" rules={filled('请填写地点名称。')}>
          <Input maxLength={40} placeholder="例：三楼会议室" />
        </Form.Item>
        <Form.Item name="address" label="地址" rules={filled('请填写地址。')}>
          <Input maxLength={120} placeholder="例：青州市海岱中路 18 号" />
        </Form.Item>
        <Form.Item name="latitude" label="纬度（可以不填）" rules={degrees(90)}>
          <InputNumber className="wide" controls={false} precision={6} suffix="°" placeholder="36.684525" />
        </Form.Item>
        <Form.Item name="longitude" label="经度（可以不填）" rules={degrees(180)}>
          <InputNumber className="wide" controls={false} precision={6} suffix="°" placeholder="118.479622" />
        </Form.Item>
      </div>
      <Form.Item
        name="days"
        label="希望的时间"
        extra="选日期，再点上午、下午或晚上。多选几个，更容易排上。"
        rules={[{ required: true, type: 'array', min: 1, message: '请至少选一个希望的时间。' }]}
      >
        <DaysField />
      </Form.Item>
      <div className="form-grid">
        <Form.Item name="contactName" label="现场联系人" rules={[nameRule]}>
          <Input maxLength={40} autoComplete="off" />
        </Form.Item>
        <Form.Item name="contactPhone" label="联系人手机号" rules={[phoneRule]}>
          <Input inputMode="tel" maxLength={20} autoComplete="off" />
        </Form.Item>
      </div>
      <Form.Item name="notes" label="说明（可以不填）">
        <Input.TextArea rows={3} maxLength={300} placeholder="例：两班倒，下午 4 点后人最齐" />
      </Form.Item>
    </>
  );
}
