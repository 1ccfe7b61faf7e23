import type { Input, Reply } from '@niangjia/shared/contract/index';
import { Form, InputNumber, Radio, Switch } from 'antd';
import { once } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { Reason } from '../ui/reason';
import type { UnionActProps } from './acts';

type Answers = Input<'POST /union-tree/:id/review'>['body'];

/** Proposes who decides on applications of this union and in how many working days. */
export function ReviewSetting({ union, done, close }: UnionActProps) {
  return (
    <ActDialog<Answers, Reply<'POST /union-tree/:id/review'>>
      id="review-setting"
      title={`改“${union.name}”的审核设置`}
      okText="提请复核"
      initial={{ ...union.review }}
      tells={<p>提出后要安全管理员和保障部各一人复核，才会生效；在此之前仍按现在的设置办，已收到的申请期限不变。</p>}
      run={(body) => once('POST /union-tree/:id/review', { params: { id: union.id }, body })}
      done={(act) => done('已提请复核。', `/joint-acts/${act.id}?view=mine`)}
      close={close}
    >
      <Form.Item name="decidedBy" label="由谁审核入会申请">
        <Radio.Group
          options={[
            { value: 'self', label: '本工会' },
            { value: 'upper', label: '上级工会', disabled: union.parentId === null },
          ]}
        />
      </Form.Item>
      <Form.Item
        name="workingDays"
        label="期限（工作日）"
        rules={[{ required: true, type: 'integer', min: 1, max: 15, message: '期限是 1 到 15 个工作日。' }]}
      >
        <InputNumber min={1} max={15} precision={0} />
      </Form.Item>
      <Form.Item name="rises" label="超期后自动转上级工会办理" valuePropName="checked">
        <Switch checkedChildren="转" unCheckedChildren="不转" />
      </Form.Item>
      <Reason />
    </ActDialog>
  );
}
