/** The decision on one application, or plainly why there is none to make. */
import { CheckOutlined, CloseOutlined, RollbackOutlined } from '@ant-design/icons';
import { Refused } from '@niangjia/shared/client';
import { sayDay, sayTime } from '@niangjia/shared/rules/days';
import { applicationStates, stepWords } from '@niangjia/shared/rules/membership';
import { refusals } from '@niangjia/shared/rules/refusals';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { once, sentenceOf } from '../api';
import { useMay } from '../me';
import { Clock, StateChip } from '../ui/chips';
import { useKeys } from '../ui/keys';
import { Confirm, type Verb, verbs } from './confirm';
import type { Review } from './facts';
import { Refile } from './refile';

const keys = { a: 'approve', r: 'return', x: 'refuse' } as const;
const icons = { approve: <CheckOutlined />, return: <RollbackOutlined />, refuse: <CloseOutlined /> };

/** Why nothing can be decided here. The server does not say which of the last two holds. */
function whyNot(review: Review, mayDecide: boolean): string {
  const last = review.steps.at(-1);
  const done = last ? `${sayTime(last.at)} 由${last.by}${stepWords[last.verb]}` : '';
  if (review.state === 'returned')
    return `${done}。${review.filed ? '代办的工会' : '申请人'}补正后会回到待审核的列表，现在不用审。`;
  if (review.state !== 'submitted') return `这份申请${applicationStates[review.state]}：${done}。不能再审。`;
  if (!mayDecide) return refusals.NOT_ALLOWED[1];
  return '您不能审核这份申请：它是您本人的，或这家工会不在您有审核权的岗位范围内。请由同工会的其他人员审核。';
}

interface DecisionProps {
  review: Review;
  decided: (words: string) => void;
}

export function Decision({ review, decided }: DecisionProps) {
  const [verb, setVerb] = useState<Verb>();
  const client = useQueryClient();
  const mayDecide = useMay('applications.decide');
  const may = (one: Verb) => review.may.includes(one);
  const params = { id: review.id };
  // What is decided is what stands on this page: sent in anew meanwhile, it must be looked at again.
  const seen = review.submittedAt;
  const decide = useMutation({
    mutationFn: ({ verb, reason }: { verb: Verb; reason: string }) =>
      verb === 'approve'
        ? once('POST /applications/:id/approve', { params, body: { seen } })
        : once(`POST /applications/:id/${verb}`, { params, body: { reason, seen } }),
    onSuccess: (after, { verb }) => {
      client.setQueryData(['GET /applications/:id', review.id], after);
      decided(`${review.number} ${verbs[verb].done}`);
      void client.invalidateQueries({ queryKey: ['GET /applications'] });
    },
    onError: (error) => {
      if (!(error instanceof Refused) || error.code !== 'MOVE_NOT_ALLOWED') return;
      setVerb(undefined);
      void client.invalidateQueries({ queryKey: ['GET /applications/:id', review.id] });
    },
  });
  const take = (one: Verb) => {
    if (!may(one) || decide.isPending) return;
    decide.reset();
    setVerb(one);
  };
  useKeys({
    ...Object.fromEntries(Object.entries(keys).map(([key, one]) => [key, () => take(one)])),
    Escape: () => setVerb(undefined),
  });

  return (
    <aside className="panel decision" aria-label="决定">
      <h2>决定</h2>
      {review.state === 'submitted' ? (
        <p className="term">
          最晚 {sayDay(review.dueOn)} <Clock row={review} />
        </p>
      ) : (
        <p>
          <StateChip state={review.state} />
        </p>
      )}
      {decide.isError && <Alert id="decision-error" type="error" showIcon title={sentenceOf(decide.error)} />}
      {review.may.length === 0 && <p id="why-not">{whyNot(review, mayDecide)}</p>}
      <Refile review={review} />
      {verb ? (
        <Confirm
          key={verb}
          review={review}
          verb={verb}
          pending={decide.isPending}
          problem={decide.error instanceof Refused ? decide.error.at('reason') : undefined}
          send={(reason) => decide.mutate({ verb, reason })}
          cancel={() => setVerb(undefined)}
        />
      ) : (
        Object.entries(keys).map(([key, one]) =>
          may(one) ? (
            <Button
              key={one}
              id={one}
              block
              size="large"
              type={one === 'approve' ? 'primary' : 'default'}
              icon={icons[one]}
              aria-keyshortcuts={key}
              onClick={() => take(one)}
            >
              {verbs[one].label} <kbd>{key}</kbd>
            </Button>
          ) : null,
        )
      )}
    </aside>
  );
}
