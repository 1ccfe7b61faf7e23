import { sayDay } from '@niangjia/shared/rules/days';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { api } from '../api';
import { Answer } from '../ui/answer';
import { Word } from '../ui/button';
import { Facts } from '../ui/facts';
import { Page } from '../ui/page';
import { Row } from '../ui/row';
import { Failed, Skeleton } from '../ui/states';
import { Way } from '../ui/way';
import { useCall } from '../use-call';
import { Basics } from './basics';
import { changeStops, closingLooks, isClosing, type Own } from './data-form';

definePageConfig({ navigationBarTitleText: '我的数据' });

const go = (url: string) => Taro.navigateTo({ url });

const Top = ({ closing }: Own) =>
  isClosing(closing) ? (
    <Answer {...closingLooks[closing.state]}>
      <View className="second">
        最晚 {sayDay(closing.dueOn)} 前办结，受理号 {closing.number}
      </View>
      <View className="words start">
        <Word id="closing" onTap={() => go('/own-data/close')}>
          看进度、撤回
        </Word>
      </View>
    </Answer>
  ) : (
    <Answer tone="told" word="我的数据" title="工会存着您的这些信息">
      <View className="second">每一项都可以看、更正；也可以导出带走、撤回同意，或者注销。</View>
    </Answer>
  );

/** Everything that is kept about the person, and what the person can do about it. */
export default function MyData() {
  const { data, error, again } = useCall(() => api('GET /me/data'));
  const show = () => {
    if (!data) return error ? <Failed error={error} again={again} /> : <Skeleton rows={6} />;
    const withdrawn = data.consents.filter(({ state }) => state === 'withdrawn').length;
    return (
      <>
        <Top {...data} />
        <Basics own={data} onChanged={again} />
        {data.changes.length > 0 && <Way title="会籍变动" stops={changeStops(data.changes)} />}
        <Facts title="我能做的">
          <Row id="consents" icon="tick" title="我同意过的事" onTap={() => go('/own-data/consents')}>
            共 {data.consents.length} 项{withdrawn > 0 ? `，撤回了 ${withdrawn} 项` : ''}，随时可以撤回
          </Row>
          <Row id="looks" icon="eye" title="谁看过我的信息" onTap={() => go('/account/looks')}>
            {data.looks > 0 ? `${data.looks} 次查看完整信息` : '还没有人看过完整信息'}
          </Row>
          <Row id="export" icon="down" title="导出我的数据" onTap={() => go('/own-data/export')}>
            做成一份文件，自己保存
          </Row>
          <Row id="requests" icon="list" title="更正、退会等请求" onTap={() => go('/request/index')} />
          <Row id="close" icon="out" title="注销账号" onTap={() => go('/own-data/close')}>
            删除个人信息，会籍结束
          </Row>
        </Facts>
        <Facts title="还存着">
          <Row
            id="applications"
            icon="text"
            title={`入会申请 ${data.applications} 份`}
            onTap={() => go('/join/application')}
          />
          <View className="row">
            <View className="row-body">照片 {data.photos} 张</View>
          </View>
        </Facts>
        <Facts title="保存多久">
          {data.kept.map(({ what, howLong }) => (
            <View className="row" key={what}>
              <View className="row-body">
                <View>{what}</View>
                <View className="second">{howLong}</View>
              </View>
            </View>
          ))}
        </Facts>
      </>
    );
  };
  return <Page title="我的数据">{show()}</Page>;
}
