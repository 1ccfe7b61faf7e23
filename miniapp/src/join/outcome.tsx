import type { Reply } from '@niangjia/shared/contract/index';
import { type ApplicationState, applicationStates } from '@niangjia/shared/rules/membership';
import { View } from '@tarojs/components';
import { Answer } from '../ui/answer';
import { sayTerm } from '../ui/clock';
import { stateTones } from './look';

type Mine = Reply<'GET /applications/mine'>['items'][number];

const titles: Record<ApplicationState, (mine: Mine) => string> = {
  submitted: ({ decides }) => `已提交，由${decides}审核`,
  returned: () => '请修改后重新提交',
  approved: () => '通过了，您已是会员',
  refused: () => '这次没有通过',
  recalled: () => '申请已撤回',
};

const Body = (mine: Mine) => {
  const reason = mine.steps.at(-1)?.reason;
  switch (mine.state) {
    case 'submitted':
      return (
        <>
          {mine.risen && <View className="second">原工会过期没有答复，已转上级{mine.decides}办理。</View>}
          <View className="second">{sayTerm(mine)}。结果会用微信通知或短信告诉您。</View>
        </>
      );
    case 'returned':
      return <View className="needed">需要您做：{reason}</View>;
    case 'refused':
      return (
        <>
          <View className="needed">理由：{reason}</View>
          <View className="second">{mine.appeal}</View>
        </>
      );
    case 'approved':
      return <View className="second">会员卡已开好，出示动态码就能用。</View>;
    case 'recalled':
      return <View className="second">您的信息 30 日后删除。需要时可以重新申请。</View>;
  }
};

/** The answer on top: state, number, what comes next and who does it. */
export const Outcome = (mine: Mine) => (
  <Answer tone={stateTones[mine.state]} word={applicationStates[mine.state]} title={titles[mine.state](mine)}>
    <Body {...mine} />
    {mine.filedBy && <View className="second">由{mine.filedBy}代您办理。不是您本意的，可以在下面撤回。</View>}
    <View className="small">受理号 {mine.number}</View>
  </Answer>
);
