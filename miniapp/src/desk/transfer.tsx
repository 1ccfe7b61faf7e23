import { sayDay } from '@niangjia/shared/rules/days';
import { changeReasons, type TransferSide, transferSides, transferStates } from '@niangjia/shared/rules/members';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { newKey, staffApi } from '../api';
import { stopsOf, transferTones, waitingSides } from '../transfer/transfer-form';
import { Answer } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { CallRow } from '../ui/call-row';
import { Clock } from '../ui/clock';
import { Fact, Facts } from '../ui/facts';
import { Page } from '../ui/page';
import { Failed, Skeleton } from '../ui/states';
import { SureSheet } from '../ui/sure-sheet';
import { Way } from '../ui/way';
import { useCall } from '../use-call';
import { goDeskSignIn } from './go';
import { ReasonSheet } from './reason-sheet';
import { reasonChips } from './reasons';

definePageConfig({ navigationBarTitleText: '转会审核' });

/** One transfer: both sides, and the answer of the side that is mine. */
export default function Transfer() {
  const { id = '' } = useRouter().params;
  const { data, error, again } = useCall(() => staffApi('GET /transfers/:id', { params: { id } }), id);
  const [agreeing, setAgreeing] = useState<TransferSide | null>(null);
  const [refusing, setRefusing] = useState<TransferSide | null>(null);
  const [key] = useState(newKey);
  const params = { id };
  const sides = data?.may ?? [];
  const bar = sides.length > 0 && (
    <>
      {sides.map((side) => (
        <Big key={side} id={`agree-${side}`} onTap={() => setAgreeing(side)}>
          同意{side === 'from' ? '转出' : '转入'}
        </Big>
      ))}
      <View className="words">
        {sides.map((side) => (
          <Word key={side} id={`refuse-${side}`} needs onTap={() => setRefusing(side)}>
            不同意{side === 'from' ? '转出' : '转入'}
          </Word>
        ))}
      </View>
    </>
  );
  const show = () => {
    if (!data) return error ? <Failed error={error} again={again} signIn={goDeskSignIn} /> : <Skeleton rows={6} />;
    const due = waitingSides(data)[0]?.dueOn;
    return (
      <>
        <Answer
          tone={transferTones[data.state]}
          word={transferStates[data.state]}
          title={`${data.nameMasked} 转到${data.to.unionName}`}
        >
          {due && (
            <View className="row-clock">
              <Clock dueOn={due} workingDaysLeft={data.workingDaysLeft} urgency={data.urgency} />
              <View className="second">最晚 {sayDay(due)}</View>
            </View>
          )}
          <View className="small">受理号 {data.number}</View>
        </Answer>
        <Facts title="会员">
          <Fact name="会员编号">{data.memberNumber}</Fact>
          <Fact name="入会日期">
            {data.joinedOn.slice(0, 4)}年{sayDay(data.joinedOn)}
          </Fact>
          <Fact name="原因">{changeReasons[data.reason]}</Fact>
        </Facts>
        <Way title="办理经过" stops={stopsOf(data, new Date())} />
        <Facts title="联系对方工会">
          <CallRow who={`转出：${data.from.decides}`} phone={data.from.askPhone} />
          <CallRow who={`转入：${data.to.decides}`} phone={data.to.askPhone} />
        </Facts>
      </>
    );
  };
  return (
    <Page title="转会审核" bar={bar || undefined}>
      {show()}
      {agreeing && data && (
        <SureSheet
          title={`同意${agreeing === 'from' ? '转出' : '转入'}？`}
          word="确定同意"
          act={() =>
            staffApi('POST /transfers/:id/agree', {
              params,
              body: { side: agreeing },
              idempotencyKey: `${key}-${agreeing}`,
            })
          }
          onClose={() => {
            setAgreeing(null);
            void again();
          }}
        >
          <View className="gap">
            {data.nameMasked}，{data.from.unionName} → {data.to.unionName}。
          </View>
          <View className="second gap">两边都同意后，会籍当天转入，不能撤销。</View>
        </SureSheet>
      )}
      {refusing && (
        <ReasonSheet
          title={`不同意${refusing === 'from' ? '转出' : '转入'}`}
          hint={`写清楚理由和怎么办。会员会看到这段话，会籍留在原工会。（${transferSides[refusing]}）`}
          word="不同意"
          chips={refusing === 'from' ? reasonChips.transferFrom : reasonChips.transferTo}
          act={(reason, idempotencyKey) =>
            staffApi('POST /transfers/:id/refuse', { params, body: { side: refusing, reason }, idempotencyKey })
          }
          onClose={() => setRefusing(null)}
          onDone={again}
        />
      )}
    </Page>
  );
}
