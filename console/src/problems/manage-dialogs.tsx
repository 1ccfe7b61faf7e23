/** What the department does: matches, arranges a discussion, returns, records the solution. */
import type { Input as Given } from '@niangjia/shared/contract/index';
import { Form, Input } from 'antd';
import { api } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { Reason } from '../ui/reason';
import { TimeField } from '../ui/time-field';
import { ExpertChoice } from './expert-choice';
import { type DialogProps, type FoundProblem, useDone } from './use-problem';

type Match = Given<'POST /problems/:id/match'>['body'];
type Meet = Given<'POST /problems/:id/meet'>['body'];

export function MatchDialog({ problem, close }: DialogProps) {
  const done = useDone(close);
  const params = { id: problem.id };
  return (
    <ActDialog<Match, FoundProblem>
      id="match"
      title={`对接专家：${problem.title}`}
      okText="对接"
      width={680}
      tells={<p>专家在手机上收到这道难题和附件，5 个工作日内答复或说明不能承接。</p>}
      run={({ expertIds, words }) =>
        api('POST /problems/:id/match', { params, body: { expertIds, words: words ?? '' } })
      }
      done={done('已对接，专家会收到通知。')}
      close={close}
    >
      <Form.Item name="expertIds" label="请谁解决" rules={[{ required: true, message: '请至少选一位专家。' }]}>
        <ExpertChoice problemId={problem.id} part="solver" />
      </Form.Item>
      <Form.Item name="words" label="给专家的话（可以不填）">
        <Input.TextArea rows={2} maxLength={300} />
      </Form.Item>
    </ActDialog>
  );
}

export function MeetDialog({ problem, close }: DialogProps) {
  const done = useDone(close);
  const params = { id: problem.id };
  return (
    <ActDialog<Partial<Meet>, FoundProblem>
      id="meet"
      title={`约定研讨：${problem.title}`}
      okText="约定"
      initial={{ place: '', link: '', who: [problem.contactName, ...problem.expertNames].join('、') }}
      run={({ startAt = '', place = '', link = '', who = '' }) =>
        api('POST /problems/:id/meet', { params, body: { startAt, place, link, who } })
      }
      done={done('研讨已约定，专家会收到通知。')}
      close={close}
    >
      <Form.Item name="startAt" label="时间" rules={[{ required: true, message: '请选择时间。' }]}>
        <TimeField />
      </Form.Item>
      <Form.Item name="place" label="地点（线上的可以不填）">
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="link" label="线上会议链接（现场的可以不填）">
        <Input maxLength={300} placeholder="https://" />
      </Form.Item>
      <Form.Item name="who" label="谁参加" rules={[{ required: true, whitespace: true, message: '请写明谁参加。' }]}>
        <Input maxLength={200} />
      </Form.Item>
    </ActDialog>
  );
}

const reasons = {
  return: ['退回补充', '单位补充后可以重新提交。已对接的专家会收到通知，暂不用答复。', '例：照片看不清振纹，请补拍'],
  withdraw: ['撤回难题', '撤回后不再办理，要办需重新提出。', '例：设备已经更换'],
} as const;

export function ReasonDialog({ problem, close, act }: DialogProps & { act: keyof typeof reasons }) {
  const done = useDone(close);
  const params = { id: problem.id };
  const [title, tells, placeholder] = reasons[act];
  return (
    <ActDialog<{ reason: string }, FoundProblem>
      id={act}
      title={`${title}：${problem.title}`}
      okText={title}
      danger={act === 'withdraw'}
      tells={<p>{tells}</p>}
      run={(body) => api(`POST /problems/:id/${act}`, { params, body })}
      done={done(act === 'return' ? '已退回单位补充。' : '难题已撤回。')}
      close={close}
    >
      <Reason placeholder={placeholder} />
    </ActDialog>
  );
}

/** Begins with what the expert last answered: it only needs to be made final. */
export function SolveDialog({ problem, close }: DialogProps) {
  const done = useDone(close);
  const answer = problem.steps.findLast((step) => step.what === 'answer')?.words ?? '';
  return (
    <ActDialog<{ solution: string }, FoundProblem>
      id="solve"
      title={`记录解决方案：${problem.title}`}
      okText="记为解决"
      width={680}
      initial={{ solution: answer }}
      tells={<p>先向单位核实问题确实解决。记录后办结，单位可以评价和致谢。</p>}
      run={(body) => api('POST /problems/:id/solve', { params: { id: problem.id }, body })}
      done={done('已记为解决。')}
      close={close}
    >
      <Form.Item
        name="solution"
        label="解决方案"
        rules={[{ required: true, whitespace: true, min: 10, message: '请写清楚怎么解决的，至少 10 个字。' }]}
      >
        <Input.TextArea rows={6} maxLength={2000} />
      </Form.Item>
    </ActDialog>
  );
}
