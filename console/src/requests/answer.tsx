/** Yes or no to a member's request; some need a second person at the upper union. */
import { CheckOutlined, CloseOutlined, TeamOutlined } from '@ant-design/icons';
import { requestKinds } from '@niangjia/shared/rules/members';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { once } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { Clock } from '../ui/chips';
import { useKeys } from '../ui/keys';
import { Reason } from '../ui/reason';
import type { Row } from './requests';

function whyNot({ state }: Row): string {
  if (state === 'agreed') return '已同意，等上级工会的另一个人复核后生效。';
  return state === 'asked'
    ? '这项请求由同工会的其他人办理：它是您本人的，或不在您有权办理的工会。'
    : '这项请求已办结，不用再办。';
}

export function Answer({ request }: { request: Row }) {
  const [asking, setAsking] = useState<'agree' | 'refuse'>();
  const client = useQueryClient();
  const { message } = App.useApp();
  const params = { id: request.id };
  const may = (verb: 'agree' | 'refuse') => request.may.includes(verb);
  const ask = (verb: 'agree' | 'refuse') => may(verb) && setAsking(verb);
  useKeys({ a: () => ask('agree'), r: () => ask('refuse') });
  const second = requestKinds[request.kind].joint !== null;
  const settled = (after: Row, words: string) => {
    client.setQueryData(['GET /requests/:id', request.id], after);
    void client.invalidateQueries({ queryKey: ['GET /requests'] });
    void client.invalidateQueries({ queryKey: ['GET /joint-acts'] });
    setAsking(undefined);
    message.success(words);
  };
  return (
    <aside className="panel decision" aria-label="答复">
      <h2>答复</h2>
      {request.state === 'asked' && (
        <p>
          <Clock row={request} />
        </p>
      )}
      {request.may.length === 0 && <p id="why-not">{whyNot(request)}</p>}
      {request.jointId && (
        <p>
          <TeamOutlined />{' '}
          <Link id="to-joint" to={`/joint-acts/${request.jointId}?view=mine`}>
            看双人办理的进度
          </Link>
        </p>
      )}
      {may('agree') && (
        <Button
          id="agree"
          block
          size="large"
          type="primary"
          icon={<CheckOutlined />}
          aria-keyshortcuts="a"
          onClick={() => ask('agree')}
        >
          同意 <kbd>a</kbd>
        </Button>
      )}
      {may('refuse') && (
        <Button
          id="refuse"
          block
          size="large"
          icon={<CloseOutlined />}
          aria-keyshortcuts="r"
          onClick={() => ask('refuse')}
        >
          不同意 <kbd>r</kbd>
        </Button>
      )}
      {asking === 'agree' && (
        <ActDialog<{ words?: string }, Row>
          id="agree-request"
          title={`同意：${requestKinds[request.kind].label}`}
          okText={second ? '同意，提请复核' : '确定同意'}
          tells={
            <p>
              {second
                ? '您同意后，还要上级工会的另一个人复核才生效。请先核对证件。'
                : '同意后立即生效，本人会收到通知。'}
            </p>
          }
          run={({ words }) => once('POST /requests/:id/agree', { params, body: { words: words?.trim() || null } })}
          done={(after) => settled(after, after.state === 'agreed' ? '已同意，等第二人复核。' : '已办结。')}
          close={() => setAsking(undefined)}
        >
          <Form.Item name="words" label="写给本人的话（可以不填）">
            <Input.TextArea rows={3} maxLength={300} />
          </Form.Item>
        </ActDialog>
      )}
      {asking === 'refuse' && (
        <ActDialog<{ reason: string }, Row>
          id="refuse-request"
          title={`不同意：${requestKinds[request.kind].label}`}
          okText="确定不同意"
          tells={<p>本人会看到您写的理由。</p>}
          run={(body) => once('POST /requests/:id/refuse', { params, body })}
          done={(after) => settled(after, '已记下不同意。')}
          close={() => setAsking(undefined)}
        >
          <Reason label="写给本人的理由" />
        </ActDialog>
      )}
    </aside>
  );
}
