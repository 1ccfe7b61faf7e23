import type { Permission } from '@niangjia/shared/rules/roles';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { mustSignIn, staffApi } from '../api';
import { Answer } from '../ui/answer';
import { Big } from '../ui/button';
import { Chip } from '../ui/chip';
import { Facts } from '../ui/facts';
import type { IconName } from '../ui/icon';
import { Page } from '../ui/page';
import { Row } from '../ui/row';
import { Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';
import { goDeskSignIn } from './go';
import { loadOrderCounts, OrderRows } from './order-rows';

definePageConfig({ navigationBarTitleText: '工作台' });

const go = (url: string) => Taro.navigateTo({ url });

/** What waits, one number a job; a job whose number does not come is still there. */
async function load() {
  const me = await staffApi('GET /staff/me');
  const may = (permission: Permission) => me.may.includes(permission);
  const quietly = (count: Promise<number>) => count.catch(() => null);
  const applications = async () => {
    const { counts } = await staffApi('GET /applications', { query: { state: 'submitted' } });
    return counts ? counts.overdue + counts.due + counts.calm : 0;
  };
  const [queue, transfers, requests, joint, orders, problems] = await Promise.all([
    may('applications.read') ? quietly(applications()) : null,
    may('members.read') ? quietly(staffApi('GET /transfers', {}).then((one) => one.waitingForMe)) : null,
    may('members.read') ? quietly(staffApi('GET /requests', {}).then((one) => one.waitingForMe)) : null,
    quietly(staffApi('GET /joint-acts', { query: { view: 'sign' } }).then((one) => one.waitingForMe)),
    may('orders.read') ? loadOrderCounts(may('orders.place')) : null,
    may('orders.read') ? quietly(staffApi('GET /problems', { query: {} }).then((one) => one.yours)) : null,
  ]);
  return { me, may, orders, counts: { queue, transfers, requests, joint, orders: orders?.waiting ?? null, problems } };
}

const Job = ({ id, icon, title, count }: { id: string; icon: IconName; title: string; count: number | null }) => (
  <Row id={`go-${id}`} icon={icon} title={title} onTap={() => go(`/desk/${id}`)}>
    {count ? (
      <Chip tone="waiting" word={`${count} 件等办`} />
    ) : count === 0 ? (
      <Chip tone="done" word="没有等办的" />
    ) : (
      '打开看看'
    )}
  </Row>
);

/** The officer's desk: what waits for me today, then what I can look up and do. */
export default function Desk() {
  const { data, error, again } = useCall(load);
  const show = () => {
    if (!data || mustSignIn(error))
      return error ? <Failed error={error} again={again} signIn={goDeskSignIn} /> : <Skeleton />;
    const { me, may, orders, counts } = data;
    const waiting = Object.values(counts).reduce<number>((sum, one) => sum + (one ?? 0), 0);
    return (
      <>
        <Answer
          tone={waiting ? 'waiting' : 'done'}
          word={waiting ? '等您办' : '都办完了'}
          title={waiting ? `${me.name}，有 ${waiting} 件等您办` : `${me.name}，现在没有等您办的`}
        >
          {me.posts.map((post) => (
            <View className="second" key={post.role + post.unionId}>
              {post.unionName} · {post.roleLabel}
            </View>
          ))}
        </Answer>
        <Facts title="要处理的">
          {may('applications.read') && <Job id="queue" icon="list" title="入会审核" count={counts.queue} />}
          {may('members.read') && <Job id="transfers" icon="swap" title="转会" count={counts.transfers} />}
          {may('members.read') && <Job id="requests" icon="edit" title="会员请求" count={counts.requests} />}
          {may('orders.read') && <Job id="problems" icon="edit" title="技术难题" count={counts.problems} />}
          <Job id="joint" icon="two" title="待我复核" count={counts.joint} />
        </Facts>
        {orders && <OrderRows {...orders} mayPlace={may('orders.place')} />}
        <Facts title="查询和办理">
          {may('members.read') && (
            <Row id="go-members" icon="search" title="查会员" onTap={() => go('/desk/members')}>
              按姓名、会员编号、身份证号或手机号
            </Row>
          )}
          {may('members.file') && (
            <Row id="go-file" icon="edit" title="代办入会" onTap={() => go('/desk/file')}>
              替没有智能手机的职工提交
            </Row>
          )}
          {may('applications.decide') && (
            <Row id="check-card" icon="scan" title="查验会员码" onTap={() => go('/desk/check')} />
          )}
        </Facts>
        <View className="small">导出、名册、岗位、统计在电脑的管理台办理。</View>
      </>
    );
  };
  return (
    <Page
      title="工作台"
      bar={
        error !== undefined && !mustSignIn(error) && data ? (
          <Big other onTap={again}>
            刷新
          </Big>
        ) : undefined
      }
    >
      {show()}
    </Page>
  );
}
