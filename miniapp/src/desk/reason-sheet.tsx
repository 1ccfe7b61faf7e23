import { limits } from '@niangjia/shared/rules/limits';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { newKey, sentenceOf, staffApi } from '../api';
import { Notice } from '../ui/answer';
import { Big } from '../ui/button';
import { Field } from '../ui/field';
import { Sheet } from '../ui/sheet';

interface Props {
  id: string;
  verb: 'return' | 'refuse';
  /** When what is shown was sent in. */
  seen: string | undefined;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}

const words = {
  return: { title: '退回补正', hint: '写清楚要改哪一项、怎么改。申请人会看到这段话。', act: '退回' },
  refuse: { title: '不通过', hint: '写清楚理由。申请人会看到这段话和复核办法。', act: '不通过' },
} as const;

export const reasonProblem = (reason: string): string | undefined =>
  reason.trim().length < limits.reason.min ? `请至少写 ${limits.reason.min} 个字，让对方知道怎么办。` : undefined;

/** Neither returning nor refusing goes without a written reason. */
export const ReasonSheet = ({ id, verb, seen, onClose, onDone }: Props) => {
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [key, setKey] = useState(newKey);
  const { title, hint, act } = words[verb];
  const decide = async () => {
    const problem = reasonProblem(reason);
    setWrong(problem);
    setFailure(undefined);
    if (problem) return;
    setBusy(true);
    const input = { params: { id }, body: { reason, seen }, idempotencyKey: key };
    try {
      await (verb === 'return'
        ? staffApi('POST /applications/:id/return', input)
        : staffApi('POST /applications/:id/refuse', input));
      onClose();
      await onDone();
    } catch (error) {
      setFailure(sentenceOf(error));
      setBusy(false);
    }
  };
  return (
    <Sheet title={title} onClose={onClose}>
      <Field
        id="reason"
        kind="long"
        label="理由"
        hint={hint}
        max={limits.reason.max}
        value={reason}
        error={wrong}
        onInput={(text) => {
          setReason(text);
          setKey(newKey());
          setWrong(undefined);
        }}
      />
      {failure && <Notice tone="needs">{failure}</Notice>}
      <Big id="confirm" busy={busy} onTap={decide}>
        <View>{act}</View>
      </Big>
    </Sheet>
  );
};
