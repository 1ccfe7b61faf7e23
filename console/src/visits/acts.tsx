/** What may be done with a visit: move it, cancel it, take it into one's own calendar. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api, download, sentenceOf } from '../api';
import { useMe } from '../me';
import { OwnChoice } from '../orders/own-choice';
import { ActDialog } from '../ui/act-dialog';
import { Reason } from '../ui/reason';
import type { FullVisit } from './full-visit';

export function VisitActs({ visit }: { visit: FullVisit }) {
  const [act, setAct] = useState<'move' | 'cancel'>();
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const params = { id: visit.id };
  const file = useMutation({ mutationFn: () => download(`/visits/${visit.id}/calendar`) });
  const changed = () => {
    for (const key of ['GET /visits', 'GET /visits/:id', 'GET /orders', 'GET /orders/:id'])
      void client.invalidateQueries({ queryKey: [key] });
    setAct(undefined);
  };
  const open = visit.state === 'proposed' || visit.state === 'agreed';
  const own = me.may.includes('orders.plan') && me.posts.some(({ role }) => role === visit.department);
  return (
    <aside className="panel decision" aria-label="可以办的事">
      <h2>可以办的事</h2>
      {open && own && (
        <>
          <Button id="move-visit" block size="large" onClick={() => setAct('move')}>
            改期或换专家
          </Button>
          <Button id="cancel-visit" className="act" block danger onClick={() => setAct('cancel')}>
            取消这次服务 <span className="second">单子回到排队</span>
          </Button>
        </>
      )}
      {!(open && own) && (
        <p id="why-not">{open ? '由办理的部门改期或取消，这里只能查看。' : '这次服务已经结束，不能再改。'}</p>
      )}
      {visit.state !== 'cancelled' && (
        <Button id="visit-file" className="act" block loading={file.isPending} onClick={() => file.mutate()}>
          放进我的日历 <span className="second">.ics</span>
        </Button>
      )}
      {file.isError && <Alert type="error" showIcon title={sentenceOf(file.error)} />}
      {act === 'move' && (
        <OwnChoice
          title={`改期或换专家：${visit.title}`}
          okText="改好"
          tells={<p>原来的时间马上空出来，专家和单位都会收到通知，重新答复。</p>}
          now={visit}
          asksReason
          run={(slot, reason) => api('POST /visits/:id/move', { params, body: { ...slot, reason } })}
          done={(after) => {
            changed();
            message.success('已改好，等专家和单位确认。');
            navigate(`/visits/${after.id}`);
          }}
          close={() => setAct(undefined)}
        />
      )}
      {act === 'cancel' && (
        <ActDialog<{ reason: string }, { done: true }>
          id="cancel-visit"
          title={`取消：${visit.title}`}
          okText="取消这次服务"
          danger
          tells={<p>专家和单位会收到通知。单子回到队里，位置保留，可以另外安排。</p>}
          run={(body) => api('POST /visits/:id/cancel', { params, body })}
          done={() => {
            changed();
            message.success('已取消，单子回到排队。');
          }}
          close={() => setAct(undefined)}
        >
          <Reason placeholder="例：场地停电检修" />
        </ActDialog>
      )}
    </aside>
  );
}
