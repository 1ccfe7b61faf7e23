import { Refused } from '@niangjia/shared/client';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { api, sentenceOf } from '../api';
import { Big, Word } from './button';
import { useCountdown } from './countdown';
import { Field } from './field';

interface Props {
  code: string;
  error?: string | undefined;
  onCode: (code: string) => void;
  onWrong: (sentence: string | undefined) => void;
}

/** What is wrong with a code before it is sent. */
export const codeProblem = (code: string): string | undefined =>
  /^\d{6}$/.test(code.trim()) ? undefined : '请填写短信里的 6 位数字。';

/** The sentence when it is the code that was refused: it belongs at the field. */
export const refusedCode = (error: unknown): string | undefined =>
  error instanceof Refused && ['WRONG_CODE', 'CODE_EXPIRED'].includes(error.code) ? error.message : undefined;

/** A fresh proof that it is oneself: a code to the number that is registered now. */
export const OwnProof = ({ code, error, onCode, onWrong }: Props) => {
  const [left, setLeft] = useCountdown();
  const [sentTo, setSentTo] = useState<string>();
  const [unbound, setUnbound] = useState(false);
  const [busy, setBusy] = useState(false);
  const ask = async () => {
    if (left > 0) return;
    setBusy(true);
    onWrong(undefined);
    try {
      const { phoneMasked, resendAfterSeconds } = await api('POST /me/proofs');
      setSentTo(phoneMasked);
      setLeft(resendAfterSeconds);
    } catch (failure) {
      setUnbound(failure instanceof Refused && failure.code === 'PHONE_MISSING');
      onWrong(sentenceOf(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Field
      id="proof"
      label="本人验证码"
      kind="digits"
      fill="one-time-code"
      max={6}
      value={code}
      error={error}
      hint={sentTo ? `已发到 ${sentTo}，5 分钟内有效。` : '发到您现在登记的手机号，确认是您本人。'}
      onInput={onCode}
    >
      <Big id="send-proof" other busy={busy} side onTap={ask}>
        {left > 0 ? `${left} 秒后可重发` : '获取验证码'}
      </Big>
      {unbound && (
        <Word id="bind-phone" onTap={() => Taro.navigateTo({ url: '/own-data/phone' })}>
          去绑定手机号
        </Word>
      )}
    </Field>
  );
};
