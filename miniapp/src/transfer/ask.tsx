import { Refused } from '@niangjia/shared/client';
import { sayDay } from '@niangjia/shared/rules/days';
import { type ChangeReason, changeReasons, TRANSFER_WORKING_DAYS } from '@niangjia/shared/rules/members';
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { api, newKey, sentenceOf } from '../api';
import { NotHere, whyNotHere } from '../join/not-here';
import { Answer, Notice } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { Choices } from '../ui/choices';
import { Fact, Facts } from '../ui/facts';
import { Group } from '../ui/field';
import { Page } from '../ui/page';
import { Empty, Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';

definePageConfig({ navigationBarTitleText: '申请转会' });

async function load(unionId: string) {
  const [{ membership }, { union }] = await Promise.all([
    api('GET /me'),
    api('GET /unions/:id/invitation', { params: { id: unionId } }),
  ]);
  return { membership, union };
}

/** Asks for a transfer: from where, to where, why. One tap more and both unions have it. */
export default function AskTransfer() {
  const { unionId = '' } = useRouter().params;
  const { data, error, again } = useCall(() => load(unionId), unionId);
  const [reason, setReason] = useState<ChangeReason | null>(null);
  const [key, setKey] = useState(newKey);
  const [wrong, setWrong] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);

  const ask = async () => {
    if (!reason) return setWrong('请选一个原因。');
    setBusy(true);
    setFailure(undefined);
    try {
      const { id } = await api('POST /transfers', { body: { toUnionId: unionId, reason }, idempotencyKey: key });
      await Taro.redirectTo({ url: `/transfer/index?id=${id}` });
    } catch (problem) {
      setFailure(problem);
    } finally {
      setBusy(false);
    }
  };
  const running = failure instanceof Refused && failure.code === 'TRANSFER_OPEN';
  const why = whyNotHere(error);
  const ready = data?.membership && data.membership.unionId !== unionId;
  const bar = ready && (
    <>
      {failure !== undefined && (
        <Notice
          tone="needs"
          act={running && <Word onTap={() => Taro.redirectTo({ url: '/transfer/index' })}>看进度</Word>}
        >
          {sentenceOf(failure)}
        </Notice>
      )}
      <Big id="submit" busy={busy} onTap={ask}>
        提交转会申请
      </Big>
    </>
  );
  const show = () => {
    if (why) return <NotHere why={why} />;
    if (!data) return error ? <Failed error={error} again={again} /> : <Skeleton />;
    const { membership, union } = data;
    if (!membership)
      return (
        <Empty icon="card" title="您现在没有会籍，不用转会，直接申请加入就行。">
          <Big id="join" onTap={() => Taro.redirectTo({ url: `/join/union?unionId=${unionId}` })}>
            看这家工会
          </Big>
        </Empty>
      );
    if (membership.unionId === unionId)
      return (
        <Empty icon="done" title={`您的会籍就在${union.name}，不需要转会。`}>
          <Big id="card" onTap={() => Taro.redirectTo({ url: '/card/index' })}>
            看会员卡
          </Big>
        </Empty>
      );
    return (
      <>
        <Answer tone="told" word="转会" title={`转到${union.name}`}>
          <View className="second">现在的工会：{membership.unionName}</View>
          <View className="second">会员编号和入会日期不变，办理期间会员卡照常用。</View>
        </Answer>
        <Group id="reason" label="为什么转" error={wrong}>
          <Choices
            name="reason"
            label="为什么转"
            from={changeReasons}
            chosen={reason}
            onChoose={(chosen) => {
              setReason(chosen);
              setKey(newKey());
              setWrong(undefined);
              setFailure(undefined);
            }}
          />
        </Group>
        <Facts title="怎么办">
          <Fact name="转出">{membership.unionName} 同意</Fact>
          <Fact name="转入">{union.name} 同意</Fact>
          <Fact name="多久">两边各 {TRANSFER_WORKING_DAYS} 个工作日内答复，过期转上级办理</Fact>
          <Fact name="入会日期">
            {membership.joinedOn.slice(0, 4)}年{sayDay(membership.joinedOn)}，不重新计算
          </Fact>
        </Facts>
      </>
    );
  };
  return (
    <Page title="申请转会" bar={bar || undefined}>
      {show()}
    </Page>
  );
}
