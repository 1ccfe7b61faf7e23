import { Refused } from '@niangjia/shared/client';
import { type ReactNode, useState } from 'react';
import { newKey, sentenceOf, staffApi } from '../api';
import { Notice } from '../ui/answer';
import { Big } from '../ui/button';
import { Field } from '../ui/field';
import { Sheet } from '../ui/sheet';

interface Props {
  title: string;
  word: string;
  children: ReactNode;
  /** Whether a fresh dynamic code is asked for from the start; the server may ask for it in any case. */
  stepUp: boolean;
  act: (idempotencyKey: string) => Promise<unknown>;
  onClose: (done: boolean) => unknown;
}

/** An officer's act after a last look, where needed with a fresh dynamic code. */
export const StepUpSheet = ({ title, word, children, stepUp, act, onClose }: Props) => {
  const [asked, setAsked] = useState(stepUp);
  const [otp, setOtp] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [key] = useState(newKey);
  const go = async () => {
    const problem = asked && !/^\d{6}$/.test(otp) ? '动态码是验证器里的 6 位数字。' : undefined;
    setWrong(problem);
    setFailure(undefined);
    if (problem) return;
    setBusy(true);
    try {
      if (asked) await staffApi('POST /staff/step-up', { body: { otp } });
      await act(key);
    } catch (error) {
      setAsked(asked || (error instanceof Refused && error.code === 'STEP_UP_FIRST'));
      setFailure(sentenceOf(error));
      setBusy(false);
      return;
    }
    await onClose(true);
  };
  return (
    <Sheet title={title} onClose={() => void onClose(false)}>
      {children}
      {failure && <Notice tone="needs">{failure}</Notice>}
      {asked && (
        <Field
          id="otp"
          kind="digits"
          label="动态码"
          hint="打开验证器，输入现在的 6 位数字。每个码只能用一次。"
          fill="one-time-code"
          max={6}
          value={otp}
          error={wrong}
          onInput={(typed) => {
            setOtp(typed);
            setWrong(undefined);
          }}
        />
      )}
      <Big id="confirm" busy={busy} onTap={go}>
        {word}
      </Big>
    </Sheet>
  );
};
