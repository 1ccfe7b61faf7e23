import { type ReactNode, useState } from 'react';
import { sentenceOf } from '../api';
import { Notice } from './answer';
import { Big } from './button';
import { Sheet } from './sheet';

interface Props {
  title: string;
  /** What goes with it, in plain words. */
  children: ReactNode;
  /** The word on the button. */
  word: string;
  /** The word that leaves everything as it is. */
  leave?: string;
  act: () => Promise<unknown>;
  /** After the act, or when it is left alone. */
  onClose: (done: boolean) => unknown;
}

/** Asks once more before an act, and says there what went wrong. */
export const SureSheet = ({ title, children, word, leave, act, onClose }: Props) => {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const go = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      await act();
    } catch (error) {
      setFailure(sentenceOf(error));
      setBusy(false);
      return;
    }
    await onClose(true);
  };
  return (
    <Sheet title={title} {...(leave && { leave })} onClose={() => void onClose(false)}>
      {children}
      {failure && <Notice tone="needs">{failure}</Notice>}
      <Big id="confirm" busy={busy} onTap={go}>
        {word}
      </Big>
    </Sheet>
  );
};
