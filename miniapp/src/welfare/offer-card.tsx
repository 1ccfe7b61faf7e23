import { ways } from '@niangjia/shared/rules/vouchers';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Chip } from '../ui/chip';
import { Icon } from '../ui/icon';
import { tappable } from '../ui/named';
import { type Offer, sayStock, standingOf } from '../voucher/offer-words';

/** One campaign in the list: what it is worth, how many are left, where it stands for me. */
export const OfferCard = ({ offer, now }: { offer: Offer; now: number }) => {
  const { tone, word, title, next } = standingOf(offer, now);
  return (
    <View
      className="panel offer"
      id={`offer-${offer.id}`}
      {...tappable(undefined, 'link')}
      onClick={() => void Taro.navigateTo({ url: `/voucher/offer?id=${offer.id}` })}
    >
      <View className="offer-top">
        <Chip tone={tone} word={word} />
        <View className="small">{ways[offer.way]}</View>
      </View>
      <View className="offer-title">
        <View className="strong">{offer.title}</View>
        <Icon name="next" />
      </View>
      <View className="small">{offer.unionName}</View>
      {offer.kinds.map((kind) => (
        <View className="offer-kind" key={kind.id}>
          <View className="offer-worth">{kind.worthWords}</View>
          <View className="small">
            {kind.title}　{sayStock(offer, kind, now)}
          </View>
        </View>
      ))}
      <View className={tone === 'waiting' ? 'offer-standing waiting' : 'offer-standing'}>{title}</View>
      <View className="second">{next}</View>
    </View>
  );
};
