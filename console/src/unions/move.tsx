import type { Input } from '@niangjia/shared/contract/index';
import { Form, Input as Text } from 'antd';
import { once } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { Reason } from '../ui/reason';
import { UnionPick } from '../ui/union-pick';
import type { UnionActProps } from './acts';
import type { Union } from './profile-words';

type Answers = Input<'POST /union-tree/:id/move'>['body'];

/** Moves a union with all below it under another upper one. */
export function Move({ union, done, close }: UnionActProps) {
  return (
    <ActDialog<Answers, Union>
      id="move"
      title={`划转“${union.name}”`}
      okText="确定划转"
      danger
      initial={{ districtCode: union.districtCode }}
      tells={
        <>
          <p>
            一起划走：<strong>{(union.unionsBelow + 1).toLocaleString('zh-CN')} 家工会</strong>（连它自己）、
            <strong>{union.membersBelow.toLocaleString('zh-CN')} 名会员</strong>，以及它们的申请和岗位。
          </p>
          <p>划转后，原上级工会的人立即看不到它们，新上级工会的人立即看得到。会员的会籍不变。</p>
        </>
      }
      run={(body) => once('POST /union-tree/:id/move', { params: { id: union.id }, body })}
      done={(after) => done(`“${after.name}”已划转。`)}
      close={close}
    >
      <Form.Item name="parentId" label="新的上级工会" rules={[{ required: true, message: '请选择新的上级工会。' }]}>
        <UnionPick except={union.id} />
      </Form.Item>
      <Form.Item
        name="districtCode"
        label="划转后的行政区划代码"
        rules={[{ required: true, pattern: /^\d{2}(\d{2}(\d{2})?)?$/, message: '行政区划代码是 2、4 或 6 位数字。' }]}
      >
        <Text inputMode="numeric" maxLength={6} />
      </Form.Item>
      <Reason placeholder="例：行政区划调整" />
    </ActDialog>
  );
}
