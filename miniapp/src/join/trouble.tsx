import Taro from '@tarojs/taro';
import { Notice } from '../ui/answer';
import { Word } from '../ui/button';
import type { Applying } from './use-apply';

const progress = { word: '看进度', url: '/join/application' };
const ways = {
  ALREADY_MEMBER: { word: '看会员卡', url: '/card/index' },
  APPLICATION_OPEN: progress,
  MOVE_NOT_ALLOWED: progress,
} as const;

/** Above the button: how many fields are left to mend, or why it could not be sent and where to go instead. */
export const Trouble = ({ form: { summary, failure, failedCode } }: { form: Applying }) => {
  const sentence = summary ?? failure;
  if (!sentence) return null;
  const way = failedCode && failedCode in ways ? ways[failedCode as keyof typeof ways] : undefined;
  return (
    <Notice tone="needs" act={way && <Word onTap={() => Taro.redirectTo({ url: way.url })}>{way.word}</Word>}>
      {sentence}
    </Notice>
  );
};
