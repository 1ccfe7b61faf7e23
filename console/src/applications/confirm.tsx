/** The last step of a decision, in its place: a reason where one is owed, and the button that sends it. */
import { limits } from '@niangjia/shared/rules/limits';
import { Button, Form, Input } from 'antd';
import { type ComponentRef, useRef, useState } from 'react';
import { useMe } from '../me';
import type { Review } from './facts';

export const verbs = {
  approve: { label: '通过', done: '已通过', tells: '立即成为会员并收到通知。通过后不能撤销。', ready: [] },
  return: {
    label: '退回补正',
    done: '已退回补正',
    tells: '会看到下面的话，照着改好后重新提交。',
    ready: [
      '姓名与身份证号对不上，请按身份证逐字核对后重新提交。',
      '请填写身份证上的全名，不要用昵称或简称。',
      '工种与您现在的工作不符，请重新选择工种。',
    ],
  },
  refuse: {
    label: '不通过',
    done: '未通过',
    tells: '会看到下面的理由，以及怎样申请复核。',
    ready: [
      '您的工作地点不在本工会范围内，请向工作地点所在的工会申请。',
      '您已在其他工会入会，需要转入的，请先联系原工会办理转出。',
      '经电话核实，本人没有提出这份申请。',
    ],
  },
} as const;
export type Verb = keyof typeof verbs;

/** What an officer has begun to write, by officer, case and verb: kept while looking at another case. */
const drafts = new Map<string, string>();

interface ConfirmProps {
  review: Review;
  verb: Verb;
  pending: boolean;
  /** What the server found wrong with the reason. */
  problem: string | undefined;
  send: (reason: string) => void;
  cancel: () => void;
}

export function Confirm({ review, verb, pending, problem, send, cancel }: ConfirmProps) {
  const draftOf = `${useMe().account} ${review.id} ${verb}`;
  const [reason, setReason] = useState(drafts.get(draftOf) ?? '');
  const [tried, setTried] = useState(false);
  const box = useRef<ComponentRef<typeof Input.TextArea>>(null);
  const { label, tells, ready } = verbs[verb];
  const owed = verb !== 'approve';
  const short = owed && reason.trim().length < limits.reason.min;
  const told = tried && short ? `请写明理由，至少 ${limits.reason.min} 个字，让对方知道怎么办。` : problem;
  const write = (text: string) => {
    setReason(text);
    drafts.set(draftOf, text);
  };
  const pick = (sentence: string) => {
    write(sentence);
    box.current?.focus();
  };
  const submit = () => {
    setTried(true);
    if (short) box.current?.focus();
    else send(reason.trim());
  };
  return (
    <div className="confirm">
      <p>
        {label}：{review.nameMasked} {tells}
      </p>
      {owed && (
        <Form.Item
          layout="vertical"
          label="写给申请人的话"
          htmlFor="reason"
          validateStatus={told ? 'error' : ''}
          help={told && <span id="reason-problem">{told}</span>}
        >
          <Input.TextArea
            id="reason"
            ref={box}
            autoFocus
            rows={4}
            maxLength={limits.reason.max}
            value={reason}
            aria-describedby={told ? 'reason-problem' : undefined}
            onChange={(event) => write(event.target.value)}
            onKeyDown={(event) => event.key === 'Escape' && !event.nativeEvent.isComposing && cancel()}
          />
        </Form.Item>
      )}
      {ready.length > 0 && <p className="second">可以选一句再改：</p>}
      {ready.map((sentence, i) => (
        <button key={sentence} type="button" id={`ready-${i + 1}`} className="ready" onClick={() => pick(sentence)}>
          {sentence}
        </button>
      ))}
      <div className="confirm-acts">
        <Button id="cancel" onClick={cancel} disabled={pending}>
          先不办
        </Button>
        <Button id="confirm" type="primary" autoFocus={!owed} loading={pending} onClick={submit}>
          确定{label}
        </Button>
      </div>
    </div>
  );
}
