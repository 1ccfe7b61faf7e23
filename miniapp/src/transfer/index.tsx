import { dayOf, sayDay } from '@niangjia/shared/rules/days';
import { transferStates } from '@niangjia/shared/rules/members';
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { api } from '../api';
import { Answer } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { CallRow } from '../ui/call-row';
import { Fact, Facts } from '../ui/facts';
import { Page } from '../ui/page';
import { Row } from '../ui/row';
import { Empty, Failed, Skeleton } from '../ui/states';
import { SureSheet } from '../ui/sure-sheet';
import { Way } from '../ui/way';
import { useCall } from '../use-call';
import { sayAnswerBy, sayTransfer, stopsOf, type Transfer, transferTones, waitingSides } from './transfer-form';

definePageConfig({ navigationBarTitleText: '转会' });

const search = () => Taro.navigateTo({ url: '/join/search' });

const Case = ({ transfer, onRecall }: { transfer: Transfer; onRecall: () => void }) => {
  const { state, from, to, number, refusal, joinedOn } = transfer;
  const today = dayOf(new Date());
  return (
    <>
      <Answer tone={transferTones[state]} word={transferStates[state]} title={sayTransfer(transfer)}>
        {waitingSides(transfer).map((side) => (
          <View className="second" key={side.unionId}>
            {sayAnswerBy(side, today)}
          </View>
        ))}
        {refusal && <View className="needed">理由：{refusal.reason}</View>}
        {state === 'done' && <View className="second">会员卡已换成新工会，入会日期不变。</View>}
        <View className="small">受理号 {number}</View>
      </Answer>
      <Way title="办理经过" stops={stopsOf(transfer, new Date())} />
      <Facts title="随会籍转走">
        <Fact name="入会日期">
          {joinedOn.slice(0, 4)}年{sayDay(joinedOn)}
        </Fact>
        <Fact name="会员编号">不变</Fact>
      </Facts>
      <Facts title="问谁">
        <CallRow who={`转出：${from.decides}`} phone={from.askPhone} />
        <CallRow who={`转入：${to.decides}`} phone={to.askPhone} />
      </Facts>
      {state === 'asked' && (
        <Word id="recall" onTap={onRecall}>
          撤回转会申请
        </Word>
      )}
    </>
  );
};

/** One's transfer: both sides as steps, who decides, by when, and whom to call. */
export default function MyTransfer() {
  const { id } = useRouter().params;
  const [chosen, setChosen] = useState(id);
  const [recalling, setRecalling] = useState(false);
  const { data, error, again } = useCall(() => api('GET /transfers/mine'));
  const transfer = data?.items.find((one) => !chosen || one.id === chosen);
  const others = data?.items.filter((one) => one !== transfer) ?? [];
  const show = () => {
    if (!data) return error ? <Failed error={error} again={again} /> : <Skeleton rows={6} />;
    if (!transfer)
      return (
        <Empty icon="swap" title="换了单位、换了城市，会籍可以跟着走。先找到要转去的工会，申请后进度会显示在这里。">
          <Big id="search" icon="search" onTap={search}>
            查找要转去的工会
          </Big>
        </Empty>
      );
    return (
      <>
        <Case transfer={transfer} onRecall={() => setRecalling(true)} />
        {others.length > 0 && (
          <Facts title="其他转会记录">
            {others.map((one) => (
              <Row
                key={one.id}
                id={`transfer-${one.id}`}
                title={`${one.from.unionName} → ${one.to.unionName}`}
                onTap={() => setChosen(one.id)}
              >
                {transferStates[one.state]}，{one.number}
              </Row>
            ))}
          </Facts>
        )}
      </>
    );
  };
  const acts: Partial<Record<Transfer['state'], () => React.ReactNode>> = {
    done: () => (
      <Big id="card" onTap={() => Taro.navigateTo({ url: '/card/index' })}>
        看会员卡
      </Big>
    ),
    refused: () => (
      <Big id="search" onTap={search}>
        重新申请转会
      </Big>
    ),
    recalled: () => (
      <Big id="search" onTap={search}>
        重新申请转会
      </Big>
    ),
  };
  return (
    <Page title="转会" bar={transfer && acts[transfer.state]?.()}>
      {show()}
      {recalling && transfer && (
        <SureSheet
          title="撤回转会申请？"
          word="撤回"
          act={() => api('POST /transfers/:id/recall', { params: { id: transfer.id } })}
          onClose={() => {
            setRecalling(false);
            void again();
          }}
        >
          <View className="second gap">撤回后会籍仍在{transfer.from.unionName}，您可以随时重新申请。</View>
        </SureSheet>
      )}
    </Page>
  );
}
