import { phoneProblem } from '@niangjia/shared/rules/identity';
import { useState } from 'react';
import { api, sentenceOf } from '../api';
import { Big } from './button';
import { useCountdown } from './countdown';
import { Field } from './field';

interface Props {
  phone: string;
  code: string;
  phoneError?: string | undefined;
  codeError?: string | undefined;
  onPhone: (phone: string) => void;
  onCode: (code: string) => void;
  /** Tells the page what is wrong; nothing when all is well. */
  onWrong: (wrong: { phone?: string; code?: string }) => void;
  /** Of whose number, when there are two on the page: `新` before each label. */
  which?: string;
  /** May the number leave the phone yet? When not, the page says why. */
  mayAsk?: () => boolean;
}

/** In a browser a phone number is proved by a code in a text message. */
export const PhoneProof = ({
  phone,
  code,
  phoneError,
  codeError,
  onPhone,
  onCode,
  onWrong,
  which = '',
  mayAsk,
}: Props) => {
  const [left, setLeft] = useCountdown();
  const [busy, setBusy] = useState(false);
  const ask = async () => {
    if (left > 0 || (mayAsk && !mayAsk())) return;
    const wrong = phoneProblem(phone);
    onWrong(wrong ? { phone: wrong } : {});
    if (wrong) return;
    setBusy(true);
    try {
      const { resendAfterSeconds } = await api('POST /phone-codes', { body: { phone } });
      setLeft(resendAfterSeconds);
    } catch (error) {
      onWrong({ code: sentenceOf(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Field
        id="phone"
        label={`${which}手机号`}
        kind="digits"
        fill="tel"
        max={20}
        value={phone}
        error={phoneError}
        onInput={onPhone}
        onBlur={() => {
          if (phone) onWrong({ phone: phoneProblem(phone) ?? '' });
        }}
      />
      <Field
        id="sms-code"
        label={which ? `${which}手机号的验证码` : '短信验证码'}
        kind="digits"
        fill="one-time-code"
        max={6}
        value={code}
        error={codeError}
        hint={left > 0 ? '验证码已发出，5 分钟内有效。' : '点“获取验证码”，短信里有 6 位数字。'}
        onInput={onCode}
      >
        <Big id="send-code" other busy={busy} side onTap={ask}>
          {left > 0 ? `${left} 秒后可重发` : '获取验证码'}
        </Big>
      </Field>
    </>
  );
};
