import { useState } from 'react';
import { sentenceOf } from '../api';
import { Notice } from './answer';
import { Big } from './button';
import { Field, Group } from './field';
import { Sheet } from './sheet';
import { Stars } from './stars';

interface Props {
  title: string;
  hint: string;
  max: number;
  act: (stars: number, words: string) => Promise<unknown>;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}

/** Stars, and words when there are some. */
export const RateSheet = ({ title, hint, max, act, onClose, onDone }: Props) => {
  const [stars, setStars] = useState(0);
  const [words, setWords] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setWrong(stars ? undefined : '请点一颗星。');
    setFailure(undefined);
    if (!stars) return;
    setBusy(true);
    try {
      await act(stars, words.trim());
      onClose();
      await onDone();
    } catch (error) {
      setFailure(sentenceOf(error));
      setBusy(false);
    }
  };
  return (
    <Sheet title={title} onClose={onClose}>
      <Group id="stars" label="几颗星" error={wrong}>
        <Stars stars={stars} onChoose={setStars} />
      </Group>
      <Field
        id="words"
        kind="long"
        label="想说的话（可以不填）"
        hint={hint}
        max={max}
        value={words}
        onInput={setWords}
      />
      {failure && <Notice tone="needs">{failure}</Notice>}
      <Big id="confirm" busy={busy} onTap={send}>
        提交评价
      </Big>
    </Sheet>
  );
};
