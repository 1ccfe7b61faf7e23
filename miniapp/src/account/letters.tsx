import { View } from '@tarojs/components';
import { Answer } from '../ui/answer';
import { Big } from '../ui/button';
import { letterSteps, setLetterStep, useLetterStep } from '../ui/letters';
import { Page } from '../ui/page';

definePageConfig({ navigationBarTitleText: '字号' });

/** Text size with a piece of a real page to judge it by. */
export default function Letters() {
  const step = useLetterStep();
  const turn = (by: number) => setLetterStep(Math.min(letterSteps.length - 1, Math.max(0, step + by)));
  return (
    <Page title="字号">
      <Answer tone="waiting" word="审核中" title="已提交，由街道工会审核">
        <View className="second">最晚 11月27日 周五，还剩 2 个工作日。</View>
        <View className="small">受理号 2026112200001</View>
      </Answer>
      <View className="panel">
        <View className="panel-title" id="letter-step">
          现在是第 {step + 1} 档，共 {letterSteps.length} 档
        </View>
        <Big id="letters-larger" other onTap={() => turn(1)}>
          {step === letterSteps.length - 1 ? '已经最大' : '字大一点'}
        </Big>
        <Big id="letters-smaller" other onTap={() => turn(-1)}>
          {step === 0 ? '已经最小' : '字小一点'}
        </Big>
      </View>
    </Page>
  );
}
