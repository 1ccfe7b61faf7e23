/** What may be done with an expert: change the data, enter leave, end. */
import type { Reply } from '@niangjia/shared/contract/index';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { api, once } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { Reason } from '../ui/reason';
import { ChangeExpertDialog, type Expert } from './expert-dialog';

interface Leave {
  fromDay: string;
  untilDay: string;
  reason: string;
}

const filled = [{ required: true, message: '请选择日期。' }];

export function ExpertActs({ expert }: { expert: Expert }) {
  const [act, setAct] = useState<'change' | 'leave' | 'end'>();
  const client = useQueryClient();
  const { message } = App.useApp();
  const params = { id: expert.id };
  const close = () => setAct(undefined);
  const done = (words: string) => {
    for (const key of ['GET /experts/:id', 'GET /experts', 'GET /visits'])
      void client.invalidateQueries({ queryKey: [key] });
    message.success(words);
    close();
  };
  if (expert.endedAt)
    return (
      <aside className="panel decision" aria-label="可以办的事">
        <h2>可以办的事</h2>
        <p id="why-not">这位专家已经退出，只能查看。再邀请要重新登记。</p>
      </aside>
    );
  return (
    <aside className="panel decision" aria-label="可以办的事">
      <h2>可以办的事</h2>
      <Button id="enter-leave" block size="large" type="primary" onClick={() => setAct('leave')}>
        登记请假
      </Button>
      <Button id="change-expert" className="act" block onClick={() => setAct('change')}>
        修改资料 <span className="second">专长、范围、次数</span>
      </Button>
      <Button id="end-expert" className="act" block danger onClick={() => setAct('end')}>
        退出 <span className="second">不再安排</span>
      </Button>
      {act === 'change' && (
        <ChangeExpertDialog
          expert={expert}
          run={(body) => api('POST /experts/:id', { params, body })}
          done={() => done('资料已修改。')}
          close={close}
        />
      )}
      {act === 'leave' && (
        <ActDialog<Leave, Reply<'POST /experts/:id/leaves'>>
          id="leave"
          title={`登记请假：${expert.name}`}
          okText="登记"
          tells={<p>这几天不会再安排上门。已有安排的，先改期或换专家。</p>}
          run={(body) => once('POST /experts/:id/leaves', { params, body })}
          done={() => done('已登记请假。')}
          close={close}
        >
          <div className="form-grid">
            <Form.Item name="fromDay" label="从哪天起" rules={filled}>
              <Input type="date" />
            </Form.Item>
            <Form.Item name="untilDay" label="到哪天止（含）" rules={filled}>
              <Input type="date" />
            </Form.Item>
          </div>
          <Reason placeholder="例：外出进修" />
        </ActDialog>
      )}
      {act === 'end' && (
        <ActDialog<{ reason: string }, { done: true }>
          id="end"
          title={`专家退出：${expert.name}`}
          okText="退出"
          danger
          tells={<p>以后不再安排，也不能在手机上办专家的事。还有没办完的上门服务时，要先改派或取消。</p>}
          run={(body) => api('POST /experts/:id/end', { params, body })}
          done={() => done('专家已退出。')}
          close={close}
        >
          <Reason placeholder="例：本人调离本地" />
        </ActDialog>
      )}
    </aside>
  );
}
