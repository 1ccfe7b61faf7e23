import { limits } from '@niangjia/shared/rules/limits';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { newKey, sentenceOf } from '../api';
import { Notice } from '../ui/answer';
import { Big } from '../ui/button';
import { Choices } from '../ui/choices';
import { Field } from '../ui/field';
import { Sheet } from '../ui/sheet';

interface Props {
  title: string;
  /** Who will read it. */
  hint: string;
  word: string;
  /** Reasons that come up every day; a tap writes one, and it can be changed. */
  chips: readonly string[];
  act: (reason: string, idempotencyKey: string) => Promise<unknown>;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}

export const reasonProblem = (reason: string): string | undefined =>
  reason.trim().length < limits.reason.min ? `请至少写 ${limits.reason.min} 个字，让对方知道怎么办。` : undefined;

/** No returning and no refusing without a written reason. */
export const ReasonSheet = ({ title, hint, word, chips, act, onClose, onDone }: Props) => {
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [key, setKey] = useState(newKey);
  const write = (text: string) => {
    setReason(text);
    setKey(newKey());
    setWrong(undefined);
  };
  const decide = async () => {
    const problem = reasonProblem(reason);
    setWrong(problem);
    setFailure(undefined);
    if (problem) return;
    setBusy(true);
    try {
      await act(reason, key);
      onClose();
      await onDone();
    } catch (error) {
      setFailure(sentenceOf(error));
      setBusy(false);
    }
  };
  return (
    <Sheet title={title} onClose={onClose}>
      <View className="gap">
        <Choices
          name="chip"
          label="常用理由"
          from={Object.fromEntries(chips.map((one, i) => [String(i), one]))}
          chosen={chips.includes(reason) ? String(chips.indexOf(reason)) : null}
          onChoose={(i) => write(chips[Number(i)] ?? '')}
        />
      </View>
      <Field
        id="reason"
        kind="long"
        label="理由"
        hint={hint}
        max={limits.reason.max}
        value={reason}
        error={wrong}
        onInput={write}
      />
      {failure && <Notice tone="needs">{failure}</Notice>}
      <Big id="confirm" busy={busy} onTap={decide}>
        {word}
      </Big>
    </Sheet>
  );
};
