import { type ApplicationState, isOpen } from '@niangjia/shared/rules/membership';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Answer } from '../ui/answer';
import { Big } from '../ui/button';
import { Facts } from '../ui/facts';
import { Row } from '../ui/row';

const search = () => Taro.navigateTo({ url: '/join/search' });

/** For somebody who is not signed in: what there is, and both ways to it. */
export const SignedOut = ({ onSignIn }: { onSignIn: () => unknown }) => (
  <>
    <View className="panel">
      <View className="lead">工会发的福利券，在这里领</View>
      <View className="second gap">用餐、观影、超市购物，到店出示动态码就能用。会员都能参加，不收费。</View>
      <Big id="sign-in" onTap={onSignIn}>
        登录看我能领什么
      </Big>
      <Big id="search" icon="search" other onTap={search}>
        还不是会员，先入会
      </Big>
    </View>
    <Facts title="还可以">
      <Row
        id="holding"
        icon="ride"
        title="没有单位也能入会"
        onTap={() => Taro.navigateTo({ url: '/join/search?way=holding' })}
      >
        开车、送货、送外卖的，加入所在街道的工会
      </Row>
    </Facts>
  </>
);

/** For somebody who is signed in and not a member: joining comes first, or is already on its way. */
export const NotAMember = ({ application }: { application: { id: string; state: string } | null }) => {
  if (application && isOpen(application.state as ApplicationState))
    return (
      <Answer tone="waiting" word="入会审核中" title="入会通过后就能领">
        <View className="second gap">您的入会申请正在办，通过当天就能参加下面的活动。</View>
        <Big id="progress" onTap={() => Taro.navigateTo({ url: `/join/application?id=${application.id}` })}>
          看申请进度
        </Big>
      </Answer>
    );
  return (
    <Answer tone="told" word="还不是会员" title="入会后就能领">
      <View className="second gap">加入工会不用到场，提交后由工会审核。通过当天就能参加活动。</View>
      <Big id="join" icon="search" onTap={search}>
        去入会
      </Big>
    </Answer>
  );
};
