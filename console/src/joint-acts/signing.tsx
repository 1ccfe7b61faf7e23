/** One's own part in a joint act: sign, say no, take back, or plainly why none of these. */
import { CheckOutlined, CloseOutlined, UndoOutlined } from '@ant-design/icons';
import { Refused } from '@niangjia/shared/client';
import { sayDay } from '@niangjia/shared/rules/days';
import { jointStates, signaturesNeeded } from '@niangjia/shared/rules/joint';
import { refusals } from '@niangjia/shared/rules/refusals';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { api, once, sentenceOf } from '../api';
import { useMe } from '../me';
import { ActDialog } from '../ui/act-dialog';
import { JointChip, OverdueChip } from '../ui/chips';
import { useKeys } from '../ui/keys';
import { Reason } from '../ui/reason';
import { useStepUp } from '../ui/step-up';
import type { Act } from './use-acts';

/** Why there is nothing to sign. The permission may be there and the person the same: that is said as it is. */
function whyNot(act: Act, may: readonly string[]): string {
  if (act.state !== 'waiting') return `这件事${jointStates[act.state]}，不用再办。`;
  if (act.missing.some((one) => may.includes(one))) return refusals.SAME_PERSON[1];
  return '等另外的人复核。复核后这里会显示结果。';
}

const wordsFor = (act: Act): string =>
  act.state === 'done' ? '已复核同意，事项已生效。' : `已复核同意，还差 ${act.missing.length} 人签字。`;

export function Signing({ act, signed }: { act: Act; signed: (words: string) => void }) {
  const { may } = useMe();
  const client = useQueryClient();
  const stepUp = useStepUp();
  const [asking, setAsking] = useState<'sign' | 'refuse' | 'recall'>();
  const params = { id: act.id };
  const settled = (after: Act, words: string) => {
    client.setQueryData(['GET /joint-acts/:id', act.id], after);
    setAsking(undefined);
    signed(words);
    // What took effect may stand on any page.
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'GET /joint-acts/:id' });
  };
  const sign = useMutation({
    mutationFn: () => stepUp(() => once('POST /joint-acts/:id/sign', { params })),
    onSuccess: (after) => settled(after, wordsFor(after)),
    onError: (error) => {
      setAsking(undefined);
      if (error instanceof Refused && ['JOINT_OVER', 'JOINT_STALE'].includes(error.code))
        void client.invalidateQueries({ queryKey: ['GET /joint-acts/:id', act.id] });
    },
  });
  const ask = (what: 'sign' | 'refuse') => act.maySign && !sign.isPending && setAsking(what);
  useKeys({ a: () => ask('sign'), r: () => ask('refuse'), Escape: () => setAsking(undefined) });
  return (
    <aside className="panel decision" aria-label="我的复核">
      <h2>我的复核</h2>
      <p className="term">
        {act.state === 'waiting' ? `最晚 ${sayDay(act.dueOn)}` : <JointChip state={act.state} />}
        {act.overdue && <OverdueChip />}
      </p>
      <p className="second">
        需要 {signaturesNeeded(act.kind)} 个不同的人，已签 {act.signatures.length} 人。
      </p>
      {sign.isError && <Alert id="sign-error" type="error" showIcon title={sentenceOf(sign.error)} />}
      {!act.maySign && !act.mayRecall && <p id="why-not">{whyNot(act, may)}</p>}
      {act.maySign && asking === 'sign' && (
        <div className="confirm">
          <p>
            同意后由您的姓名负责，
            {act.missing.length > 1 ? `还要 ${act.missing.length - 1} 人签字才生效。` : '立即生效。'}
          </p>
          <div className="confirm-acts">
            <Button id="cancel" disabled={sign.isPending} onClick={() => setAsking(undefined)}>
              先不办
            </Button>
            <Button id="confirm" type="primary" autoFocus loading={sign.isPending} onClick={() => sign.mutate()}>
              确定同意
            </Button>
          </div>
        </div>
      )}
      {act.maySign && asking !== 'sign' && (
        <>
          <Button
            id="sign"
            block
            size="large"
            type="primary"
            icon={<CheckOutlined />}
            aria-keyshortcuts="a"
            onClick={() => ask('sign')}
          >
            同意 <kbd>a</kbd>
          </Button>
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
        </>
      )}
      {act.mayRecall && (
        <>
          <p className="second">这件事是您提出的，由另外的人复核。</p>
          <Button id="recall" block icon={<UndoOutlined />} onClick={() => setAsking('recall')}>
            撤回
          </Button>
        </>
      )}
      {asking === 'refuse' && (
        <ActDialog<{ reason: string }, Act>
          id="refuse-act"
          title="不同意这件事"
          okText="确定不同意"
          tells={<p>提出的人会看到您的理由。这件事到此为止，改好后要重新提出。</p>}
          run={(body) => once('POST /joint-acts/:id/refuse', { params, body })}
          done={(after) => settled(after, '已记下不同意。')}
          close={() => setAsking(undefined)}
        >
          <Reason />
        </ActDialog>
      )}
      {asking === 'recall' && (
        <ActDialog<Record<never, never>, Act>
          id="recall-act"
          title="撤回这件事"
          okText="撤回"
          tells={<p>撤回后没有人再能复核它。需要时可以重新提出。</p>}
          run={() => api('POST /joint-acts/:id/recall', { params })}
          done={(after) => settled(after, '已撤回。')}
          close={() => setAsking(undefined)}
        />
      )}
    </aside>
  );
}
