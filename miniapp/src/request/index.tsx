import { type RequestKind, requestKinds, requestStates } from '@niangjia/shared/rules/members';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { api } from '../api';
import { Chip } from '../ui/chip';
import { Facts } from '../ui/facts';
import type { IconName } from '../ui/icon';
import { Page } from '../ui/page';
import { Row } from '../ui/row';
import { Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';
import { requestTones } from './request-form';

definePageConfig({ navigationBarTitleText: '会籍和信息办理' });

const icons: Record<RequestKind, IconName> = {
  phone: 'phone',
  merge: 'two',
  name: 'edit',
  idNumber: 'edit',
  leave: 'out',
  retain: 'card',
  return: 'done',
};
const hints: Record<RequestKind, string> = {
  phone: '号码是我的，却登记在别人名下',
  merge: '以前用别的手机号入过会',
  name: '改过名，或者当时写错了',
  idNumber: '当时写错了',
  leave: '结束会籍',
  retain: '退休、失业、参军、上学时用',
  return: '重新上班后用',
};

async function load() {
  const [{ membership }, { items }] = await Promise.all([api('GET /me'), api('GET /requests/mine')]);
  return { membership, items };
}

const kindsFor = (state: 'active' | 'retained' | 'ended' | undefined): RequestKind[] => {
  if (state === 'active') return ['name', 'idNumber', 'phone', 'retain', 'leave'];
  if (state === 'retained') return ['name', 'idNumber', 'phone', 'return', 'leave'];
  return ['merge', 'phone'];
};

/** What is running, and what can be asked for now. */
export default function Requests() {
  const { data, error, again } = useCall(load);
  const show = () => {
    if (!data) return error ? <Failed error={error} again={again} /> : <Skeleton rows={6} />;
    const { membership, items } = data;
    return (
      <>
        <Facts title="我的请求">
          {items.length === 0 && <View className="second">还没有。提交后，进度会显示在这里。</View>}
          {items.map((one) => (
            <Row
              key={one.id}
              id={`request-${one.id}`}
              title={requestKinds[one.kind].label}
              onTap={() => Taro.navigateTo({ url: `/request/one?id=${one.id}` })}
            >
              <Chip tone={requestTones[one.state]} word={requestStates[one.state]} />
              <View className="small">受理号 {one.number}</View>
            </Row>
          ))}
        </Facts>
        <Facts title="可以办">
          {kindsFor(membership?.state).map((kind) => (
            <Row
              key={kind}
              id={`ask-${kind}`}
              icon={icons[kind]}
              title={requestKinds[kind].label}
              onTap={() => Taro.navigateTo({ url: `/request/ask?kind=${kind}` })}
            >
              {hints[kind]}
            </Row>
          ))}
          {membership && (
            <Row id="ask-transfer" icon="swap" title="转会" onTap={() => Taro.navigateTo({ url: '/transfer/index' })}>
              换了单位、换了城市，会籍跟着走
            </Row>
          )}
        </Facts>
      </>
    );
  };
  return <Page title="会籍和信息办理">{show()}</Page>;
}
