/** Ends a post and hands over what is open. */
import type { Reply } from '@niangjia/shared/contract/index';
import { useQueryClient } from '@tanstack/react-query';
import { Form, Modal } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { AccountPick } from '../accounts/account-pick';
import { once } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { Reason } from '../ui/reason';
import type { Post } from './posts';

type Ended = Reply<'POST /posts/:id/end'>;

/** What became of the open cases: said once it is done. */
function Outcome({ ended, close }: { ended: Ended; close: () => void }) {
  const { post, risen, remaining, successor } = ended;
  return (
    <Modal open title="岗位已结束" onCancel={close} footer={null}>
      <div id="post-ended">
        <p>
          {post.name} 在 {post.unionName} 的“{post.roleLabel}”已结束，立即没有权限。
        </p>
        <p>
          {remaining > 0
            ? `本工会还有 ${remaining} 人担任同样的岗位，没办完的由他们接着办。`
            : risen > 0
              ? `本工会没有人能接着办，没办完的 ${risen} 件已转到上级工会。`
              : '没有要转交的事。'}
        </p>
        {successor && (
          <p>
            接任的任命已提请复核：<Link to={`/joint-acts/${successor.id}?view=mine`}>{successor.title}</Link>
          </p>
        )}
      </div>
    </Modal>
  );
}

export function EndPost({ post, close }: { post: Post; close: () => void }) {
  const client = useQueryClient();
  const [ended, setEnded] = useState<Ended>();
  if (ended) return <Outcome ended={ended} close={close} />;
  return (
    <ActDialog<{ reason: string; successorId?: string | null }, Ended>
      id="end-post"
      title={`结束 ${post.name} 的“${post.roleLabel}”`}
      okText="结束岗位"
      danger
      tells={
        <>
          <p>结束后，{post.name} 下一次操作就没有权限，不等今天过完。</p>
          <p>没办完的事由本工会同岗位的人接着办；没有别人时，转到上级工会。期限不变。</p>
        </>
      }
      run={({ reason, successorId }) =>
        once('POST /posts/:id/end', { params: { id: post.id }, body: { reason, successorId: successorId || null } })
      }
      done={(result) => {
        setEnded(result);
        void client.invalidateQueries();
      }}
      close={close}
    >
      <Form.Item name="successorId" label="由谁接任（可以不选）" extra="接任也是任命，要安全管理员复核后才生效。">
        <AccountPick except={post.accountId} />
      </Form.Item>
      <Reason placeholder="例：调离本单位" />
    </ActDialog>
  );
}
