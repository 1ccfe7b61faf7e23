import { sayDay, sayTime } from '@niangjia/shared/rules/days';
import { ways } from '@niangjia/shared/rules/vouchers';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Word } from '../ui/button';
import { CallRow } from '../ui/call-row';
import { Fact, Facts } from '../ui/facts';
import type { Offer } from './offer-words';

const sayKind = ({ title, perPerson, shops, words }: Offer['kinds'][number]) =>
  `${title}：每人 ${perPerson} 张，${shops > 0 ? `${shops} 家门店可用` : '可用门店由工会另行通知'}。${words}`;

/** Who may, when, how many, and what goes with it: behind one tap. */
export const OfferTerms = ({ offer }: { offer: Offer }) => {
  const [open, setOpen] = useState(false);
  const { claimFrom, claimUntil, useFrom, useUntil, perPerson, extendMonths, audienceWords, words, way } = offer;
  return (
    <>
      <View className="words start">
        <Word id="terms" icon="text" onTap={() => setOpen(!open)}>
          {open ? '收起活动规则' : '看活动规则'}
        </Word>
      </View>
      {open && (
        <Facts title="活动规则">
          <Fact name="怎么发">{ways[way]}</Fact>
          <Fact name={way === 'lottery' ? '报名' : '领取'}>
            {sayTime(claimFrom)} 到 {sayTime(claimUntil)}
          </Fact>
          <Fact name="使用">
            {sayDay(useFrom)} 到 {sayDay(useUntil)}
          </Fact>
          <Fact name="谁能领">
            <View>
              {audienceWords.length > 0
                ? audienceWords.map((line) => <View key={line}>{line}</View>)
                : `${offer.unionName}所属的会员`}
            </View>
          </Fact>
          {perPerson > 0 && <Fact name="每人最多">{perPerson} 张</Fact>}
          <Fact name="延期">{extendMonths > 0 ? `可延一次，延 ${extendMonths} 个月` : '不能延期'}</Fact>
          {offer.kinds.map((kind) => (
            <View className="second gap" key={kind.id}>
              {sayKind(kind)}
            </View>
          ))}
          <View className="second gap">
            过了最后一天就作废。券只能本人用，不能转让，不能换现金；一次用完不找零，超出的部分自己付。
          </View>
          {words && <View className="second gap">{words}</View>}
        </Facts>
      )}
      {offer.unionPhone && (
        <Facts title="问谁">
          <CallRow who={offer.unionName} phone={offer.unionPhone} />
        </Facts>
      )}
    </>
  );
};
