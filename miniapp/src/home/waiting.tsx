import { sayDay } from '@niangjia/shared/rules/days';
import { type ApplicationState, applicationStates } from '@niangjia/shared/rules/membership';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { stateTones } from '../join/look';
import { Answer } from '../ui/answer';
import { Big } from '../ui/button';

interface Props {
  id: string;
  number: string;
  state: string;
  dueOn: string;
  unionName: string;
}

const nextSteps: Record<ApplicationState, string> = {
  submitted: '入会申请正在审核',
  returned: '入会申请要您补正',
  approved: '入会申请已通过',
  refused: '入会申请没有通过',
  recalled: '入会申请已撤回',
};

/** The newest application, as the answer to "what waits for me". */
export const Waiting = ({ id, number, state: given, dueOn, unionName }: Props) => {
  const state = given as ApplicationState;
  return (
    <Answer tone={stateTones[state]} word={applicationStates[state]} title={nextSteps[state]}>
      <View className="second">{unionName}</View>
      {state === 'submitted' && <View className="second">最晚 {sayDay(dueOn)} 前有结果</View>}
      <View className="small gap">受理号 {number}</View>
      <Big id="progress" onTap={() => Taro.navigateTo({ url: `/join/application?id=${id}` })}>
        {state === 'returned' ? '去补正' : '看进度'}
      </Big>
    </Answer>
  );
};
