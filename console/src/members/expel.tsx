import type { Reply } from '@niangjia/shared/contract/index';
import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useNavigate } from 'react-router';
import { once } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { Reason } from '../ui/reason';

export type Found = Reply<'GET /members/:id'>;

/** Proposes that a member be expelled; a second person at the upper union confirms. */
export function Expel({ member, close }: { member: Found; close: () => void }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  return (
    <ActDialog<{ reason: string }, Reply<'POST /members/:id/expel'>>
      id="expel"
      title={`提请除名：${member.nameMasked}`}
      okText="提请复核"
      danger
      tells={
        <>
          <p>除名须经工会组织讨论决定，并由上级工会的另一个人复核后生效。</p>
          <p>生效后会籍结束，会员卡失效，本人会收到通知和申请复核的办法。</p>
        </>
      }
      run={(body) => once('POST /members/:id/expel', { params: { id: member.id }, body })}
      done={(act) => {
        message.success('已提请复核。');
        void client.invalidateQueries();
        navigate(`/joint-acts/${act.id}?view=mine`);
      }}
      close={close}
    >
      <Reason label="事实和依据" extra="本人可以看到。写明何时何事，以及会员大会或委员会的决定。" />
    </ActDialog>
  );
}
