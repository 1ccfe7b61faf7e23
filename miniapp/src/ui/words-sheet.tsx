import { problemLimits } from '@niangjia/shared/rules/problems';
import { useState } from 'react';
import { newKey, sentenceOf } from '../api';
import { Notice } from './answer';
import { Big } from './button';
import { Field } from './field';
import { idsOf, type SentFiles, SentPart, sentProblem } from './sent-part';
import { Sheet } from './sheet';

interface Props {
  title: string;
  hint: string;
  word: string;
  by: 'staff' | 'person';
  act: (
    body: { words: string; photoIds: string[]; attachmentIds: string[] },
    idempotencyKey: string,
  ) => Promise<unknown>;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}

/** Words with files, for the thread. What was typed stays when it does not get through. */
export const WordsSheet = ({ title, hint, word, by, act, onClose, onDone }: Props) => {
  const [words, setWords] = useState('');
  const [sent, setSent] = useState<SentFiles>([]);
  const [wrong, setWrong] = useState<string>();
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [key, setKey] = useState(newKey);
  const send = async () => {
    const problem = words.trim().length < 2 ? '请至少写 2 个字。' : undefined;
    setWrong(problem);
    setFailure(problem ? undefined : sentProblem(sent));
    if (problem || sentProblem(sent)) return;
    setBusy(true);
    try {
      await act({ words, ...idsOf(sent) }, key);
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
        id="words"
        kind="long"
        label="说明"
        hint={hint}
        max={problemLimits.words}
        value={words}
        error={wrong}
        onInput={(text) => {
          setWords(text);
          setKey(newKey());
        }}
      />
      <SentPart
        by={by}
        sent={sent}
        onChange={(change) => {
          setSent(change);
          setKey(newKey());
        }}
      />
      {failure && <Notice tone="needs">{failure}</Notice>}
      <Big id="confirm" busy={busy} onTap={send}>
        {word}
      </Big>
    </Sheet>
  );
};
