/** A word more in the thread; and the unit's thanks. */
import { Form, Input, Rate } from 'antd';
import { api, once } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { nothingSent, SentField, type SentIds } from './sent-field';
import { type DialogProps, type FoundProblem, useDone } from './use-problem';

export function SayDialog({ problem, close }: DialogProps) {
  const done = useDone(close);
  return (
    <ActDialog<{ words: string; sent?: SentIds }, FoundProblem>
      id="say"
      title={`补充说明：${problem.title}`}
      okText="发出"
      tells={<p>单位、受理部门和承接的专家都看得到。</p>}
      run={({ words, sent = nothingSent }) =>
        once('POST /problems/:id/say', { params: { id: problem.id }, body: { words, ...sent } })
      }
      done={done('已补充。')}
      close={close}
    >
      <Form.Item name="words" label="说明" rules={[{ required: true, whitespace: true, min: 2, message: '请填写。' }]}>
        <Input.TextArea rows={4} maxLength={2000} />
      </Form.Item>
      <Form.Item name="sent" label="照片、视频和文档">
        <SentField />
      </Form.Item>
    </ActDialog>
  );
}

export function ThankDialog({ problem, close }: DialogProps) {
  const done = useDone(close);
  return (
    <ActDialog<{ stars: number; thanks?: string }, FoundProblem>
      id="thank"
      title={`评价和致谢：${problem.title}`}
      okText="提交"
      initial={{ stars: 5 }}
      run={({ stars, thanks = '' }) =>
        api('POST /problems/:id/thank', { params: { id: problem.id }, body: { stars, thanks } })
      }
      done={done('谢谢，已转告专家。')}
      close={close}
    >
      <Form.Item name="stars" label="解决得怎么样">
        <Rate />
      </Form.Item>
      <Form.Item name="thanks" label="想对专家说的话（可以不填）">
        <Input.TextArea rows={3} maxLength={300} />
      </Form.Item>
    </ActDialog>
  );
}
