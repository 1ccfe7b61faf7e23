import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { Heading } from '../join/apply-form';
import { scanToJoin } from '../join/scan';
import { goSignIn } from '../sign-in';
import { Answer } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { Facts } from '../ui/facts';
import { Row } from '../ui/row';

interface Props {
  /** A form that was begun and not sent. */
  draft: Heading | null;
  signedIn: boolean;
  onSignedIn: () => unknown;
  onGoOn: (heading: Heading) => unknown;
}

const search = (way = '') => Taro.navigateTo({ url: `/join/search${way}` });

const Begun = ({ draft, onGoOn }: { draft: Heading; onGoOn: Props['onGoOn'] }) => (
  <Answer tone="waiting" word="没填完" title="您有一份入会申请没填完">
    <View className="second">{draft.unionName}。填过的内容都在。</View>
    <View className="words">
      <Word id="go-on" icon="edit" onTap={() => onGoOn(draft)}>
        接着填
      </Word>
    </View>
  </Answer>
);

/** For someone without a membership: one way in by scanning, one by searching. */
export const Newcomer = ({ draft, signedIn, onSignedIn, onGoOn }: Props) => {
  const mini = process.env.TARO_ENV === 'weapp';
  return (
    <>
      {draft && <Begun draft={draft} onGoOn={onGoOn} />}
      <View className="panel">
        <View className="lead">加入工会，有事找娘家人</View>
        {mini ? (
          <>
            <Big id="scan" icon="scan" onTap={scanToJoin}>
              扫码入会
            </Big>
            <Big id="search" icon="search" other onTap={search}>
              查找工会
            </Big>
          </>
        ) : (
          <>
            <Big id="search" icon="search" onTap={search}>
              查找工会
            </Big>
            <View className="second gap">有海报的，用微信或手机相机对准海报上的码，会直接打开那家工会。</View>
          </>
        )}
      </View>
      <Facts title="还可以">
        <Row id="holding" icon="ride" title="没有单位也能入会" onTap={() => search('?way=holding')}>
          开车、送货、送外卖的，加入所在街道的工会
        </Row>
        {!signedIn && (
          <Row id="sign-in" icon="mine" title="办过的，登录查看" onTap={() => goSignIn().then(onSignedIn, onSignedIn)}>
            看申请进度、会员卡
          </Row>
        )}
      </Facts>
    </>
  );
};
