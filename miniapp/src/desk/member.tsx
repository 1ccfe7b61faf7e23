import { sayDay } from '@niangjia/shared/rules/days';
import { membershipStates } from '@niangjia/shared/rules/members';
import { occupations } from '@niangjia/shared/rules/membership';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { staffApi } from '../api';
import { changeStops } from '../own-data/data-form';
import { Answer } from '../ui/answer';
import { Fact, Facts } from '../ui/facts';
import { Page } from '../ui/page';
import { Failed, Skeleton } from '../ui/states';
import { Way } from '../ui/way';
import { useCall } from '../use-call';
import { goDeskSignIn } from './go';
import { saySexAndAge } from './say-sex-and-age';

definePageConfig({ navigationBarTitleText: '会员' });

/** One member: the membership, masked data, and its history. */
export default function Member() {
  const { id = '' } = useRouter().params;
  const { data, error, again } = useCall(() => staffApi('GET /members/:id', { params: { id } }), id);
  const show = () => {
    if (!data) return error ? <Failed error={error} again={again} signIn={goDeskSignIn} /> : <Skeleton rows={6} />;
    return (
      <>
        <Answer
          tone={data.state === 'active' ? 'done' : data.state === 'retained' ? 'waiting' : 'quiet'}
          word={membershipStates[data.state]}
          title={data.nameMasked}
        >
          <View className="second">{data.unionName}</View>
          <View className="small">会员编号 {data.number}</View>
        </Answer>
        <Facts title="会员">
          <Fact name="身份证号">{data.idNumberMasked}</Fact>
          <Fact name="手机号">{data.phoneMasked ?? '没有登记'}</Fact>
          <Fact name="性别、年龄">{saySexAndAge(data.sex, data.age)}</Fact>
          <Fact name="工种">{occupations[data.occupation]}</Fact>
          <Fact name="入会日期">
            {data.joinedOn.slice(0, 4)}年{sayDay(data.joinedOn)}
          </Fact>
          {data.codeLabel && <Fact name="来源">{data.codeLabel}</Fact>}
          <Fact name="手机端">{data.signedIn ? '登录过' : '还没有登录过，通知由工会转告'}</Fact>
        </Facts>
        <Way title="会籍变动" stops={changeStops(data.changes)} />
      </>
    );
  };
  return <Page title="会员">{show()}</Page>;
}
