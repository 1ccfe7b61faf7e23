import type { Input } from '@niangjia/shared/contract/index';
import { Form } from 'antd';
import { once } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { Reason } from '../ui/reason';
import { UnionPick } from '../ui/union-pick';
import type { UnionActProps } from './acts';
import type { Union } from './profile-words';

type Answers = Input<'POST /union-tree/:id/merge'>['body'];

/** Puts a union into another one, which takes over everything. */
export function Merge({ union, done, close }: UnionActProps) {
  return (
    <ActDialog<Answers, Union>
      id="merge"
      title={`合并“${union.name}”`}
      okText="确定合并"
      danger
      tells={
        <>
          <p>
            由另一家接收：<strong>{union.members.toLocaleString('zh-CN')} 名会员</strong>、
            <strong>{union.children.toLocaleString('zh-CN')} 家直接下级</strong>和没有办结的申请。
          </p>
          <p>合并后这家工会不再办事：它的岗位结束，贴出去的入会码以后通向接收的工会。不能撤销。</p>
        </>
      }
      run={(body) => once('POST /union-tree/:id/merge', { params: { id: union.id }, body })}
      done={(after) => done(`“${union.name}”已合并。`, after.id === union.id ? undefined : `/unions/${after.id}`)}
      close={close}
    >
      <Form.Item name="intoId" label="并入哪家工会" rules={[{ required: true, message: '请选择并入哪家工会。' }]}>
        <UnionPick except={union.id} />
      </Form.Item>
      <Reason placeholder="例：两家单位合并" />
    </ActDialog>
  );
}
