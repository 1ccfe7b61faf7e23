import type { RefusalCode } from '@niangjia/shared/rules/refusals';
import Taro from '@tarojs/taro';
import { Notice } from '../ui/answer';
import { Word } from '../ui/button';
import type { Applying } from './use-apply';

const progress = { word: '看进度', url: '/join/application' };

/** Where a refusal leads, other than trying again. */
const ways = (unionId: string): Partial<Record<RefusalCode, { word: string; url: string }>> => ({
  ALREADY_MEMBER: { word: '申请转会', url: `/transfer/ask?unionId=${unionId}` },
  APPLICATION_OPEN: progress,
  MOVE_NOT_ALLOWED: progress,
  PHONE_IN_USE: { word: '号码是我的，申请释放', url: '/request/ask?kind=phone' },
  ID_IN_USE: { word: '是我本人，申请并入', url: '/request/ask?kind=merge' },
});

/** Above the button: how many fields are left to mend, or why it could not be sent and where to go instead. */
export const Trouble = ({ form: { summary, failure, failedCode, unionId } }: { form: Applying }) => {
  const sentence = summary ?? failure;
  if (!sentence) return null;
  const way = failedCode && ways(unionId)[failedCode];
  return (
    <Notice
      tone="needs"
      act={
        way && (
          <Word id="way-on" onTap={() => Taro.navigateTo({ url: way.url })}>
            {way.word}
          </Word>
        )
      }
    >
      {sentence}
    </Notice>
  );
};
