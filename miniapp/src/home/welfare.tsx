import Taro from '@tarojs/taro';
import { api } from '../api';
import { Facts } from '../ui/facts';
import { Row } from '../ui/row';
import { aheadOf } from '../ui/server-clock';
import { useCall } from '../use-call';
import { actOn, type Offer, sayStock } from '../voucher/offer-words';

/** Campaigns shown here at most; the rest stands in the tab. */
const MOST = 2;

/** Why it is for me, and how much there still is. */
const sayWhy = (offer: Offer, now: number): string => {
  const [kind] = offer.kinds;
  const worth = kind ? `${kind.worthWords}，${sayStock(offer, kind, now)}。` : '';
  return `${worth}您符合条件：${offer.audienceWords[0] ?? `您是${offer.unionName}所属的会员`}。`;
};

/** What I can take now and what ends soon. Only an addition to the page: when it does not come, nothing is held up. */
export const Welfare = () => {
  const { data } = useCall(async () => {
    const offers = await api('GET /offers', {});
    return { ...offers, ahead: aheadOf(offers.now) };
  });
  if (!data) return null;
  const now = Date.now() + data.ahead;
  const open = data.items.filter((offer) => offer.kinds.some((kind) => actOn(offer, kind, now)));
  if (open.length === 0 && data.ending === 0) return null;
  return (
    <Facts title="福利">
      {data.ending > 0 && (
        <Row
          id="ending"
          icon="waiting"
          title={`${data.ending} 张福利券快到期`}
          onTap={() => Taro.navigateTo({ url: '/voucher/wallet' })}
        >
          过了最后一天就作废
        </Row>
      )}
      {open.slice(0, MOST).map((offer) => (
        <Row
          key={offer.id}
          id={`offer-${offer.id}`}
          icon="ticket"
          title={`可以${offer.way === 'lottery' ? '报名' : '领'}：${offer.title}`}
          onTap={() => Taro.navigateTo({ url: `/voucher/offer?id=${offer.id}` })}
        >
          {sayWhy(offer, now)}
        </Row>
      ))}
      {open.length > MOST && (
        <Row
          id="all-offers"
          title={`全部 ${open.length} 个活动`}
          onTap={() => Taro.switchTab({ url: '/welfare/index' })}
        />
      )}
    </Facts>
  );
};
