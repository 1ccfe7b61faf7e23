import { sayDay } from '@niangjia/shared/rules/days';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Word } from '../ui/button';
import { Fact, Facts } from '../ui/facts';
import type { Own } from './data-form';
import { OccupationPart } from './occupation-part';

const go = (url: string) => Taro.navigateTo({ url });

/** What is kept about the person, each with the way to correct it. */
export const Basics = ({ own, onChanged }: { own: Own; onChanged: () => Promise<unknown> }) => (
  <>
    <Facts title="基本信息">
      <Fact name="姓名">
        <View>{own.name ?? '没有登记'}</View>
        {own.memberNumber && (
          <Word id="change-name" onTap={() => go('/request/ask?kind=name')}>
            更正姓名
          </Word>
        )}
      </Fact>
      <Fact name="身份证号">
        <View>{own.idNumberMasked ?? '没有登记'}</View>
        {own.memberNumber && (
          <Word id="change-id" onTap={() => go('/request/ask?kind=idNumber')}>
            更正号码
          </Word>
        )}
      </Fact>
      <Fact name="手机号">
        <View>{own.phoneMasked ?? '没有登记'}</View>
        <Word id="change-phone" onTap={() => go('/own-data/phone')}>
          {own.phoneMasked ? '更换' : '绑定'}
        </Word>
      </Fact>
      <Fact name="微信">{own.wechatBound ? '已绑定' : '没有绑定'}</Fact>
      <OccupationPart occupation={own.occupation} onChanged={onChanged} />
    </Facts>
    {own.memberNumber && (
      <Facts title="会籍">
        <Fact name="会员编号">{own.memberNumber}</Fact>
        <Fact name="工会">{own.unionName}</Fact>
        {own.joinedOn && (
          <Fact name="入会日期">
            {own.joinedOn.slice(0, 4)}年{sayDay(own.joinedOn)}
          </Fact>
        )}
      </Facts>
    )}
  </>
);
