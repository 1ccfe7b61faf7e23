import { Form } from 'antd';
import { once } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { Reason } from '../ui/reason';
import { UnionPick } from '../ui/union-pick';
import type { UnionActProps } from './acts';
import type { Union } from './profile-words';

/** Closes a union; its members and open cases need somebody who takes them. */
export function Close({ union, done, close }: UnionActProps) {
  const empty = union.members === 0 && union.children === 0;
  return (
    <ActDialog<{ membersTo?: string | null; reason: string }, Union>
      id="close-union"
      title={`撤销“${union.name}”`}
      okText="确定撤销"
      danger
      tells={
        <>
          <p>
            由接收的工会接走：<strong>{union.members.toLocaleString('zh-CN')} 名会员</strong>、
            <strong>{union.children.toLocaleString('zh-CN')} 家直接下级</strong>和没有办结的申请。会员的入会日期不变。
          </p>
          <p>撤销后岗位结束，贴出去的入会码以后通向接收的工会；没有接收的工会时停用。不能恢复。</p>
        </>
      }
      run={({ membersTo, reason }) =>
        once('POST /union-tree/:id/close', {
          params: { id: union.id },
          body: { membersTo: membersTo || null, reason },
        })
      }
      done={() => done(`“${union.name}”已撤销。`)}
      close={close}
    >
      <Form.Item
        name="membersTo"
        label={empty ? '由哪家工会接收（没有没办结的申请时可以不选）' : '由哪家工会接收'}
        rules={empty ? [] : [{ required: true, message: '请选择由哪家工会接收。' }]}
      >
        <UnionPick except={union.id} clearable />
      </Form.Item>
      <Reason placeholder="例：单位已注销" />
    </ActDialog>
  );
}
