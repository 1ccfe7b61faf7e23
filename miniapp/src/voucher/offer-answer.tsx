import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Answer } from '../ui/answer';
import { Big } from '../ui/button';
import { named } from '../ui/named';
import type { Outcome } from './claiming';
import { type Offer, standingOf, wayPast } from './offer-words';

const goTo = (id: string) => Taro.navigateTo({ url: `/voucher/one?id=${id}` });

/** What the last tap brought: final, in the page, with the way to it. */
const Settled = ({ outcome, offer }: { outcome: Outcome; offer: Offer }) => {
  if (outcome.step === 'unsure')
    return (
      <Answer tone="waiting" word="还不知道结果" title="网络不稳，还没有收到结果">
        <View className="second">再点一次“接着问结果”。用的是同一张凭证，不会多领，也不会重新排队。</View>
      </Answer>
    );
  if (outcome.step === 'look') return null;
  if (outcome.step === 'refused')
    return (
      <Answer tone="needs" word="没有领到" title={outcome.sentence}>
        {outcome.code === 'SOLD_OUT' && !offer.line && (
          <View className="second">这次活动不排候补，可以过会儿再来看。</View>
        )}
      </Answer>
    );
  const { voucher, entry } = outcome.claimed;
  if (voucher)
    return (
      <Answer tone="done" word="领到了" title={`${voucher.title}，${voucher.worthWords}`}>
        <View className="second gap">已放进“我的福利券”。到店出示动态码就能用。</View>
        <Big id="see-voucher" icon="ticket" onTap={() => goTo(voucher.id)}>
          看这张券
        </Big>
      </Answer>
    );
  if (entry?.kind === 'line')
    return (
      <Answer
        tone="waiting"
        word="排上候补了"
        title={entry.place === null ? '已排上候补' : `已领完，候补排在第 ${entry.place} 位`}
      >
        <View className="second">有人退回就按顺序补给您，补到后发消息告诉您，不用再来点。</View>
      </Answer>
    );
  return (
    <Answer tone="done" word="报上名了" title={`您的抽签号是 ${entry?.number ?? ''}`}>
      <View className="second">{standingOf(offer, Date.parse(offer.claimFrom)).next}</View>
    </Answer>
  );
};

/** The page's one answer: the last tap's, or where the campaign stands for me. */
export const OfferAnswer = ({ offer, now, outcome }: { offer: Offer; now: number; outcome: Outcome | undefined }) => {
  if (outcome && outcome.step !== 'look')
    return (
      <View {...named('status')} id="outcome">
        <Settled outcome={outcome} offer={offer} />
      </View>
    );
  const { tone, word, title, next } = standingOf(offer, now);
  const way = wayPast(offer);
  return (
    <Answer tone={tone} word={word} title={title}>
      <View className="second">{next}</View>
      {way && offer.vouchers.length === 0 && (
        <View className="gap">
          <Big id="past-barrier" onTap={() => Taro.navigateTo({ url: way.url })}>
            {way.word}
          </Big>
        </View>
      )}
    </Answer>
  );
};
