import { useState } from 'react';
import { sentenceOf } from '../api';
import { Notice } from '../ui/answer';
import { Big } from '../ui/button';
import { Choices } from '../ui/choices';
import { Field, Group } from '../ui/field';
import { Sheet } from '../ui/sheet';

interface Props {
  act: (opinion: { yes: boolean; reason: string }) => Promise<unknown>;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}

/** Yes or no, with the reason: given once. */
export const OpinionSheet = ({ act, onClose, onDone }: Props) => {
  const [chosen, setChosen] = useState<'yes' | 'no' | null>(null);
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<{ chosen?: string; reason?: string }>({});
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const send = async () => {
    const problems = {
      ...(chosen ? {} : { chosen: '请选同意或不同意。' }),
      ...(reason.trim().length < 10 ? { reason: '请写明理由，至少 10 个字。' } : {}),
    };
    setWrong(problems);
    if (Object.keys(problems).length) return;
    setBusy(true);
    try {
      await act({ yes: chosen === 'yes', reason });
      onClose();
      await onDone();
    } catch (error) {
      setFailure(sentenceOf(error));
      setBusy(false);
    }
  };
  return (
    <Sheet title="是否同意资助" onClose={onClose}>
      <Group id="opinion" label="意见" error={wrong.chosen}>
        <Choices
          name="opinion"
          label="意见"
          from={{ yes: '同意资助', no: '不同意' }}
          chosen={chosen}
          onChoose={setChosen}
        />
      </Group>
      <Field
        id="reason"
        kind="long"
        label="理由"
        hint="方案是否可行、经费是否相称。只有受理部门和复核人看得到，提交后不能改。"
        max={1000}
        value={reason}
        error={wrong.reason}
        onInput={setReason}
      />
      {failure && <Notice tone="needs">{failure}</Notice>}
      <Big id="confirm" busy={busy} onTap={send}>
        提交意见
      </Big>
    </Sheet>
  );
};
