import { Refused } from '@niangjia/shared/client';
import { limits } from '@niangjia/shared/rules/limits';
import { useState } from 'react';
import { sentenceOf, staffApi } from '../api';
import { Notice } from '../ui/answer';
import { Big } from '../ui/button';
import { Field } from '../ui/field';
import { type Secret, secrets } from '../ui/secrets';
import { Sheet } from '../ui/sheet';
import { reasonProblem } from './reason-sheet';

interface Props {
  id: string;
  secret: Secret;
  onClose: () => void;
  onShown: (value: string) => void;
}

/** One item in full, for a written reason that the applicant can read; at times with a fresh dynamic code. */
export const RevealSheet = ({ id, secret, onClose, onShown }: Props) => {
  const [reason, setReason] = useState('');
  const [otp, setOtp] = useState('');
  const [stepUp, setStepUp] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const look = async () => {
    const problem = reasonProblem(reason);
    setWrong(problem);
    setFailure(undefined);
    if (problem) return;
    setBusy(true);
    try {
      if (stepUp) await staffApi('POST /staff/step-up', { body: { otp } });
      const { value } = await staffApi('POST /applications/:id/reveal', {
        params: { id },
        body: { field: secret, reason },
      });
      onShown(value);
    } catch (error) {
      setStepUp(stepUp || (error instanceof Refused && error.code === 'STEP_UP_FIRST'));
      setFailure(sentenceOf(error));
      setBusy(false);
    }
  };
  return (
    <Sheet title={`查看完整${secrets[secret]}`} onClose={onClose}>
      <Field
        id="reason"
        kind="long"
        label="为什么要看"
        hint="申请人能看到是谁、为什么看的。"
        max={limits.reason.max}
        value={reason}
        error={wrong}
        onInput={setReason}
      />
      {failure && <Notice tone="needs">{failure}</Notice>}
      {stepUp && (
        <Field id="otp" kind="digits" label="动态码" fill="one-time-code" max={6} value={otp} onInput={setOtp} />
      )}
      <Big id="confirm" busy={busy} onTap={look}>
        查看
      </Big>
    </Sheet>
  );
};
