import { Refused } from '@niangjia/shared/client';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { api, newKey, sentenceOf } from '../api';
import { Answer, Notice } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { Facts } from '../ui/facts';
import { Group } from '../ui/field';
import { codeProblem, OwnProof, refusedCode } from '../ui/own-proof';
import { Page } from '../ui/page';
import { Row } from '../ui/row';
import { SwitchRow } from '../ui/switch-row';
import type { Own } from './data-form';
import { keepReceipt } from './receipts';

const effects = [
  '会籍结束，会员卡停用，会员待遇停止。',
  '姓名、身份证号、手机号、照片、消息都删除，找不回来。',
  '法律要求留存的办理记录只留编号和日期，认不出是您。',
  '15 个工作日内办结，由两个人先后办理；办结以前可以撤回。',
  '以后可以重新入会，入会时间从那时算起。',
];

const ways = {
  TRANSFER_OPEN: { word: '看转会', url: '/transfer/index' },
  REQUEST_OPEN: { word: '看请求', url: '/request/index' },
  PHONE_MISSING: { word: '绑定手机号', url: '/own-data/phone' },
} as const;

/** What goes with the account, a tick, a code. */
export const AskClosing = ({ own, onAsked }: { own: Own; onAsked: () => Promise<unknown> }) => {
  const [understood, setUnderstood] = useState(false);
  const [proof, setProof] = useState('');
  const [wrong, setWrong] = useState<{ tick?: string | undefined; proof?: string | undefined }>({});
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const ask = async () => {
    const found = { tick: understood ? undefined : '请先看清后果，再勾选。', proof: codeProblem(proof) };
    setWrong(found);
    setFailure(undefined);
    if (found.tick || found.proof) return;
    setBusy(true);
    try {
      const body = { proof: proof.trim(), understood: true as const };
      keepReceipt((await api('POST /me/close', { body, idempotencyKey: newKey() })).token);
      await onAsked();
    } catch (error) {
      const sentence = refusedCode(error);
      if (sentence) setWrong({ proof: sentence });
      else setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const way = failure instanceof Refused && failure.code in ways ? ways[failure.code as keyof typeof ways] : undefined;
  return (
    <Page
      title="注销账号"
      bar={
        <>
          {failure !== undefined && (
            <Notice tone="needs" act={way && <Word onTap={() => Taro.redirectTo({ url: way.url })}>{way.word}</Word>}>
              {sentenceOf(failure)}
            </Notice>
          )}
          <Big id="submit" busy={busy} onTap={ask}>
            申请注销
          </Big>
        </>
      }
    >
      <Answer tone="needs" word="请看清" title="注销后会发生什么">
        {effects.map((one) => (
          <View className="second" key={one}>
            {one}
          </View>
        ))}
      </Answer>
      {own.memberNumber && (
        <Facts title="也许您要的是">
          <Row id="transfer" icon="swap" title="转会" onTap={() => Taro.redirectTo({ url: '/transfer/index' })}>
            换单位、换城市，会籍跟着走
          </Row>
          <Row
            id="retain"
            icon="card"
            title="保留会籍"
            onTap={() => Taro.redirectTo({ url: '/request/ask?kind=retain' })}
          >
            退休、失业、上学、参军
          </Row>
        </Facts>
      )}
      <Group id="understood-part" label="确认" error={wrong.tick}>
        <SwitchRow
          id="understood"
          on={understood}
          words="我已看清注销的后果，要注销账号"
          onTurn={(on) => {
            setUnderstood(on);
            setWrong({ ...wrong, tick: undefined });
          }}
        />
      </Group>
      <OwnProof
        code={proof}
        error={wrong.proof}
        onCode={(typed) => {
          setProof(typed);
          setWrong({ ...wrong, proof: undefined });
        }}
        onWrong={(sentence) => setWrong({ ...wrong, proof: sentence })}
      />
    </Page>
  );
};
