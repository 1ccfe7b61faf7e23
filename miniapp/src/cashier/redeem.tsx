import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import { mustSignIn, sentenceOf } from '../api';
import { decoded } from '../join/scanned';
import { goSignIn } from '../sign-in';
import { Notice } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { Page } from '../ui/page';
import { CodeAct, CodeEntry, scanCode } from './code-entry';
import { spendOf, spendProblem } from './money';
import { Done, Invalid, Unknown } from './outcomes';
import type { Look } from './pending';
import { useRedeem } from './use-redeem';
import { WorthForm } from './worth-form';

definePageConfig({ navigationBarTitleText: '扫码核销' });

const HINT = '请会员打开“我的福利券”，点开这张券，出示动态码。码每 30 秒换一次，截屏无效。';

interface ValidProps {
  look: Look;
  spendWrong: string | undefined;
  busy: boolean;
  onRedeem: (spendFen: number | null) => unknown;
  onLeave: () => void;
}

const Valid = ({ look, spendWrong, busy, onRedeem, onLeave }: ValidProps) => {
  const [spend, setSpend] = useState('');
  /** `''`: typed anew since it was found wrong. */
  const [wrong, setWrong] = useState<string>();
  const confirm = async () => {
    const problem = spendProblem(look, spend);
    setWrong(problem);
    if (!problem) await onRedeem(spendOf(look, spend));
  };
  return (
    <Page
      title="扫码核销"
      bar={
        <Big id="redeem" busy={busy && '正在核销'} onTap={confirm}>
          确认核销
        </Big>
      }
    >
      <WorthForm
        {...look}
        worth={look}
        typed={spend}
        wrong={wrong ?? spendWrong}
        onType={(text) => {
          setSpend(text);
          setWrong('');
        }}
      />
      {!busy && (
        <View className="words">
          <Word id="leave" onTap={onLeave}>
            不用这张，重新扫
          </Word>
        </View>
      )}
    </Page>
  );
};

/** One voucher: valid or not at a glance, the bill, one act, and a result that is final or says that it is not known. */
export default function Redeem() {
  const { shopId = '', code = '' } = useRouter().params;
  const { stage, busy, look, redeem, askAgain, restart } = useRedeem(shopId);
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState<string>();
  const began = useRef(false);

  const check = async (given: string) => {
    if (given.startsWith('NJO1.')) {
      await Taro.redirectTo({ url: `/cashier/offline?shopId=${shopId}&code=${encodeURIComponent(given)}` });
      return;
    }
    setTyped('');
    setWrong(given ? undefined : '请扫码，或填写会员券上的码。');
    if (given) await look(given);
  };
  useEffect(() => {
    if (began.current) return;
    began.current = true;
    // What was sent before comes first: two open results at once would be confused.
    if (stage.at === 'unknown') void askAgain(stage.pending);
    else if (code) void check(decoded(code));
  });

  const next = async () => {
    restart();
    const scanned = process.env.TARO_ENV === 'weapp' ? await scanCode() : undefined;
    if (scanned) await check(scanned);
  };

  if (stage.at === 'done') return <Done redemption={stage.redemption} onNext={next} />;
  if (stage.at === 'invalid') return <Invalid title={stage.title} sentence={stage.sentence} onNext={next} />;
  if (stage.at === 'unknown') return <Unknown {...stage} busy={busy} onAsk={() => askAgain(stage.pending)} />;
  if (stage.at === 'valid')
    return (
      <Valid
        key={stage.look.pass}
        look={stage.look}
        spendWrong={stage.spendWrong}
        busy={busy}
        onRedeem={(spendFen) => redeem(stage.look, spendFen)}
        onLeave={restart}
      />
    );
  const { failure } = stage;
  return (
    <Page title="扫码核销" bar={<CodeAct typed={typed} busy={busy} onCode={check} />}>
      {wrong && <Notice tone="needs">{wrong}</Notice>}
      {failure !== undefined && !busy && (
        <Notice
          tone="needs"
          act={
            mustSignIn(failure) && (
              <Word id="go-sign-in" onTap={goSignIn}>
                登录
              </Word>
            )
          }
        >
          {sentenceOf(failure)}
        </Notice>
      )}
      <CodeEntry hint={HINT} typed={typed} busy={busy} onType={setTyped} onCode={check} />
    </Page>
  );
}
