/** The fields of an item of the menu. */
import { skills } from '@niangjia/shared/rules/experts';
import { departments, menuGroups, venues } from '@niangjia/shared/rules/orders';
import { Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd';
import { sayLength } from '../orders/say';

const optionsOf = (table: Record<string, string>) => Object.entries(table).map(([value, label]) => ({ value, label }));
const required = (message: string) => [{ required: true, message }];
const written = (min: number, message: string) => [{ required: true, whitespace: true, min, message }];
const lengths = Array.from({ length: 16 }, (_, nth) => (nth + 1) * 30);

export function ItemFields() {
  return (
    <>
      <Form.Item name="title" label="名称" rules={written(2, '请至少写 2 个字。')}>
        <Input maxLength={30} placeholder="例：退休前理财讲座" />
      </Form.Item>
      <Form.Item name="group" label="类别" rules={required('请选择类别。')}>
        <Radio.Group options={optionsOf(menuGroups)} />
      </Form.Item>
      <Form.Item name="words" label="内容" rules={written(5, '请至少写 5 个字。')}>
        <Input.TextArea rows={3} maxLength={300} placeholder="讲什么、做什么，职工能得到什么" />
      </Form.Item>
      <Form.Item name="prepare" label="单位要准备什么" rules={written(1, '请填写，不用准备就写“不用准备”。')}>
        <Input.TextArea rows={2} maxLength={200} placeholder="例：会议室、投影、话筒" />
      </Form.Item>
      <div className="form-grid">
        <Form.Item name="minutes" label="时长" rules={required('请选择时长。')}>
          <Select options={lengths.map((value) => ({ value, label: sayLength(value) }))} />
        </Form.Item>
        <Form.Item name="venue" label="方式" rules={required('请选择方式。')}>
          <Radio.Group options={optionsOf(venues)} />
        </Form.Item>
        <Form.Item name="minPeople" label="至少几人" rules={required('请填写人数。')}>
          <InputNumber className="wide" min={1} max={1000} precision={0} suffix="人" />
        </Form.Item>
        <Form.Item
          name="maxPeople"
          label="最多几人"
          dependencies={['minPeople']}
          rules={[
            { required: true, message: '请填写人数。' },
            ({ getFieldValue }) => ({
              validator: async (_, most: number) => {
                if (most < getFieldValue('minPeople')) throw new Error('最多人数不能比至少人数少。');
              },
            }),
          ]}
        >
          <InputNumber className="wide" min={1} max={1000} precision={0} suffix="人" />
        </Form.Item>
        <Form.Item name="skill" label="需要的专长" rules={required('请选择专长。')}>
          <Select showSearch={{ optionFilterProp: 'label' }} placeholder="选择专长" options={optionsOf(skills)} />
        </Form.Item>
        <Form.Item name="department" label="办理部门" rules={required('请选择部门。')}>
          <Select placeholder="选择部门" options={optionsOf(departments)} />
        </Form.Item>
        <Form.Item
          name="poolKm"
          label="多远以内的小单位可以拼单"
          extra="0 是不拼单。"
          rules={required('请填写，0 是不拼单。')}
        >
          <InputNumber className="wide" min={0} max={50} precision={0} suffix="公里" />
        </Form.Item>
        <Form.Item name="restDays" label="休息日" valuePropName="checked">
          <Checkbox>周末和节假日也办</Checkbox>
        </Form.Item>
      </div>
    </>
  );
}
