import type { Reply } from '@niangjia/shared/contract/index';
import { sayDay, sayTime } from '@niangjia/shared/rules/days';
import { jointKinds, jointStates } from '@niangjia/shared/rules/joint';
import { permissions } from '@niangjia/shared/rules/roles';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { staffApi } from '../api';
import { Answer } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { Fact, Facts } from '../ui/facts';
import { Page } from '../ui/page';
import { Failed, Skeleton } from '../ui/states';
import { SureSheet } from '../ui/sure-sheet';
import { type Stop, Way } from '../ui/way';
import { useCall } from '../use-call';
import { goDeskSignIn } from './go';
import { jointTones } from './joint-look';
import { ReasonSheet } from './reason-sheet';
import { reasonChips } from './reasons';
import { StepUpSheet } from './step-up-sheet';

definePageConfig({ navigationBarTitleText: '复核' });

type Act = Reply<'GET /joint-acts/:id'>;

/** Who signed, who is still to sign, and how it ended. */
const stopsOf = ({ signatures, missing, refusal, state, dueOn }: Act): Stop[] => [
  ...signatures.map(
    ({ name, unionName, as, at }): Stop => ({ tone: 'done', title: as, at, by: `${unionName} ${name}` }),
  ),
  ...(state === 'waiting'
    ? missing.map(
        (one): Stop => ({
          tone: 'waiting',
          icon: 'waiting',
          title: `等另一个人：${permissions[one]}`,
          words: `最晚 ${sayDay(dueOn)}`,
        }),
      )
    : []),
  ...(refusal
    ? [
        {
          tone: 'needs',
          icon: 'refused',
          title: '复核不同意',
          at: refusal.at,
          by: refusal.name,
          words: refusal.reason,
        } as const,
      ]
    : []),
  ...(state === 'done' ? [{ tone: 'done', title: '已生效' } as const] : []),
  ...(state === 'recalled' ? [{ tone: 'quiet', icon: 'quiet', title: '提出的人已撤回' } as const] : []),
];

const Body = (act: Act) => (
  <>
    <Answer tone={jointTones[act.state]} word={jointStates[act.state]} title={act.title}>
      <View className="second">
        {act.unionName} · {jointKinds[act.kind].label}
      </View>
      {act.state === 'waiting' && (
        <View className={act.overdue ? 'needed' : 'second'}>
          {act.overdue ? `已过 ${sayDay(act.dueOn)} 的期限` : `最晚 ${sayDay(act.dueOn)} 前复核`}
        </View>
      )}
      <View className="small">{sayTime(act.proposedAt)} 提出</View>
    </Answer>
    <Facts title="要办的事">
      {act.facts.map(({ label, value }) => (
        <Fact key={label} name={label}>
          {value}
        </Fact>
      ))}
      {act.reason && <Fact name="理由">{act.reason}</Fact>}
    </Facts>
    <Way title="签名" stops={stopsOf(act)} />
  </>
);

/** One act that takes two persons: what is to take effect, who signed, and my signature. */
export default function JointAct() {
  const { id = '' } = useRouter().params;
  const { data, error, again } = useCall(() => staffApi('GET /joint-acts/:id', { params: { id } }), id);
  const [asking, setAsking] = useState<'sign' | 'refuse' | 'recall' | null>(null);
  const params = { id };
  const close = () => {
    setAsking(null);
    void again();
  };
  const bar = data && (data.maySign || data.mayRecall) && (
    <>
      {data.maySign && (
        <Big id="sign" onTap={() => setAsking('sign')}>
          复核同意
        </Big>
      )}
      <View className="words">
        {data.maySign && (
          <Word id="refuse" needs onTap={() => setAsking('refuse')}>
            不同意
          </Word>
        )}
        {data.mayRecall && (
          <Word id="recall" onTap={() => setAsking('recall')}>
            撤回
          </Word>
        )}
      </View>
    </>
  );
  return (
    <Page title="复核" bar={bar || undefined}>
      {data ? (
        <Body {...data} />
      ) : error ? (
        <Failed error={error} again={again} signIn={goDeskSignIn} />
      ) : (
        <Skeleton rows={6} />
      )}
      {asking === 'sign' && data && (
        <StepUpSheet
          title={data.title}
          word="复核同意"
          stepUp={data.needsStepUp}
          act={(idempotencyKey) => staffApi('POST /joint-acts/:id/sign', { params, idempotencyKey })}
          onClose={close}
        >
          <View className="second gap">
            您签了，{data.missing.length > 1 ? '还要再等一个人' : '就立即生效'}。请先核对上面的内容。
          </View>
        </StepUpSheet>
      )}
      {asking === 'refuse' && (
        <ReasonSheet
          title="复核不同意"
          hint="提出的人会看到这段话。"
          word="不同意"
          chips={reasonChips.joint}
          act={(reason, idempotencyKey) =>
            staffApi('POST /joint-acts/:id/refuse', { params, body: { reason }, idempotencyKey })
          }
          onClose={() => setAsking(null)}
          onDone={again}
        />
      )}
      {asking === 'recall' && (
        <SureSheet
          title="撤回这件事？"
          word="撤回"
          act={() => staffApi('POST /joint-acts/:id/recall', { params })}
          onClose={close}
        >
          <View className="second gap">撤回后不再等人复核，需要时可以重新提出。</View>
        </SureSheet>
      )}
    </Page>
  );
}
