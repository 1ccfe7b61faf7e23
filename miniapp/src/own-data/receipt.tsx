import { Refused } from '@niangjia/shared/client';
import type { Reply } from '@niangjia/shared/contract/index';
import { sayDay } from '@niangjia/shared/rules/days';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { api, sentenceOf } from '../api';
import { Answer, Notice } from '../ui/answer';
import { Big } from '../ui/button';
import { Field } from '../ui/field';
import { Page } from '../ui/page';
import { receiptProblem } from './data-form';
import { readReceipt } from './receipts';

definePageConfig({ navigationBarTitleText: '查注销结果' });

type Found = Reply<'GET /erasures/:token'>;

const Result = ({ state, on, number }: Found) =>
  state === 'done' ? (
    <Answer tone="done" word="已注销" title="个人信息已删除">
      {on && (
        <View className="second">
          {on.slice(0, 4)}年{sayDay(on)} 办结
        </View>
      )}
      <View className="small">受理号 {number}</View>
    </Answer>
  ) : (
    <Answer tone="waiting" word="办理中" title="注销还在办理">
      {on && <View className="second">最晚 {sayDay(on)} 前办结</View>}
      <View className="small">受理号 {number}</View>
    </Answer>
  );

/** Afterwards nobody can sign in: the code alone says whether it is done. */
export default function Receipt() {
  const [number, setNumber] = useState(readReceipt);
  const [found, setFound] = useState<Found>();
  const [wrong, setWrong] = useState<string>();
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const look = async () => {
    const problem = receiptProblem(number);
    setWrong(problem);
    setFailure(undefined);
    setFound(undefined);
    if (problem) return;
    setBusy(true);
    try {
      setFound(await api('GET /erasures/:token', { params: { token: number.trim() } }));
    } catch (error) {
      if (error instanceof Refused && error.status === 404) setWrong('没有这个查询码，请逐位核对。');
      else setFailure(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Page
      title="查注销结果"
      bar={
        <>
          {failure && <Notice tone="needs">{failure}</Notice>}
          <Big id="look" icon="search" busy={busy} onTap={look}>
            查询
          </Big>
        </>
      }
    >
      {found && <Result {...found} />}
      <Field
        id="receipt"
        label="查询码"
        hint="申请注销时给您的号码。这部手机上办的会自动填好。"
        value={number}
        error={wrong}
        onInput={(typed) => {
          setNumber(typed);
          setWrong(undefined);
        }}
        onSend={look}
      />
    </Page>
  );
}
