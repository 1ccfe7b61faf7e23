import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { api } from '../api';
import { Word } from '../ui/button';
import { named } from '../ui/named';
import { Page } from '../ui/page';
import { aheadOf, useServerNow } from '../ui/server-clock';
import { Failed, Skeleton } from '../ui/states';
import { SureSheet } from '../ui/sure-sheet';
import { Ticket } from '../ui/ticket';
import { useCall } from '../use-call';
import { claimBar } from './claim-bar';
import { Fairness } from './fairness';
import { OfferAnswer } from './offer-answer';
import { OfferTerms } from './offer-terms';
import { actOn, countsDown, mayHave, type Offer, phaseNow, sayStock } from './offer-words';
import { ASK_BEFORE_MS, useClaim } from './use-claim';

definePageConfig({ navigationBarTitleText: '福利活动' });

/** Whether a tap may come soon, so that a ticket is to be at hand. */
const wantsTicket = (offer: Offer | undefined, now: number): boolean =>
  offer !== undefined &&
  offer.barrier === null &&
  offer.way !== 'grant' &&
  ['soon', 'open'].includes(phaseNow(offer, now)) &&
  Date.parse(offer.claimFrom) - now < ASK_BEFORE_MS &&
  offer.kinds.some((kind) => mayHave(offer, kind));

/** One campaign: what there is, whether I may, one act, and its answer. */
export default function OfferPage() {
  const { id = '' } = useRouter().params;
  const { data, error, again } = useCall(async () => {
    const { now, offer } = await api('GET /offers/:id', { params: { id } });
    return { offer, ahead: aheadOf(now) };
  }, id);
  const [chosen, setChosen] = useState<string>();
  const [leaving, setLeaving] = useState<string>();
  const offer = data?.offer;
  const ahead = data?.ahead ?? 0;
  const phone = Date.now() + ahead;
  const now = useServerNow(ahead, offer !== undefined && (countsDown(offer, phone) || wantsTicket(offer, phone)));
  const claiming = useClaim({ offerId: id, wanted: wantsTicket(offer, now), now, ahead, onSettled: again });

  // The answer stands at the top, the tap was at the bottom.
  useEffect(() => {
    if (claiming.outcome) Taro.pageScrollTo({ scrollTop: 0, duration: 0 }).catch(() => undefined);
  }, [claiming.outcome]);

  const show = () => {
    if (!offer) return error ? <Failed error={error} again={again} /> : <Skeleton />;
    const takable = offer.kinds.filter((kind) => actOn(offer, kind, now) !== null);
    const picked = takable.find((kind) => kind.id === chosen) ?? takable[0];
    const waiting = offer.entries.find(({ state }) => state === 'waiting');
    return (
      <>
        <OfferAnswer offer={offer} now={now} outcome={claiming.outcome} />
        <View className="lead">{offer.title}</View>
        <View {...(takable.length > 1 ? named('radiogroup', '选一种券') : {})}>
          {offer.kinds.map((kind) => {
            const choice = takable.length > 1 && takable.includes(kind);
            return (
              <Ticket
                key={kind.id}
                id={`kind-${kind.id}`}
                worth={kind}
                title={kind.title}
                place={offer.unionName}
                useUntil={offer.useUntil}
                gone={actOn(offer, kind, now) === null && phaseNow(offer, now) === 'over'}
                chosen={choice ? kind.id === picked?.id : undefined}
                onTap={choice ? () => setChosen(kind.id) : undefined}
              >
                <View className="small strong">{sayStock(offer, kind, now)}</View>
              </Ticket>
            );
          })}
        </View>
        {offer.vouchers.length > 0 && <View className="panel-title">我领到的</View>}
        {offer.vouchers.map((voucher) => (
          <Ticket
            key={voucher.id}
            id={`voucher-${voucher.id}`}
            worth={voucher}
            title={voucher.title}
            place={voucher.campaignTitle}
            useUntil={voucher.useUntil}
            gone={voucher.state !== 'issued'}
            onTap={() => Taro.navigateTo({ url: `/voucher/one?id=${voucher.id}` })}
          />
        ))}
        <Fairness offer={offer} />
        <OfferTerms offer={offer} />
        {waiting && (waiting.kind === 'line' || offer.phase !== 'over') && (
          <View className="words">
            <Word id="leave" onTap={() => setLeaving(waiting.id)}>
              {waiting.kind === 'line' ? '退出候补' : '退出抽签'}
            </Word>
          </View>
        )}
      </>
    );
  };
  return (
    <Page title="福利活动" bar={offer && claimBar({ offer, now, chosen, claiming })}>
      {show()}
      {leaving && (
        <SureSheet
          title="退出？"
          word="退出"
          act={() => api('POST /entries/:id/leave', { params: { id: leaving } })}
          onClose={async (done) => {
            setLeaving(undefined);
            if (done) claiming.forget();
            await again();
          }}
        >
          <View className="second gap">退出后原来的号作废。活动还没截止时可以重新参加，但要重新排。</View>
        </SureSheet>
      )}
    </Page>
  );
}
