import { expertParts } from '@niangjia/shared/rules/problems';
import Taro from '@tarojs/taro';
import { api, mustSignIn } from '../api';
import { Answer } from '../ui/answer';
import { Chip } from '../ui/chip';
import { Page } from '../ui/page';
import { ProblemRow } from '../ui/problem-parts';
import { Empty, Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';

definePageConfig({ navigationBarTitleText: '技术难题' });

/** Problems that I was asked to solve or to judge. */
export default function OwnProblems() {
  const { data, error, again } = useCall(() => api('GET /own-problems'));
  const show = () => {
    if (!data || mustSignIn(error)) return error ? <Failed error={error} again={again} /> : <Skeleton />;
    const { items, waiting } = data;
    if (items.length === 0)
      return <Empty icon="done" title="现在没有请您解决的难题。有单位提出您专长的难题时，会出现在这里。" />;
    return (
      <>
        <Answer
          tone={waiting ? 'waiting' : 'done'}
          word={waiting ? '等您答复' : '都答复了'}
          title={waiting ? `有 ${waiting} 道等您答复` : '现在没有等您答复的'}
        />
        {items.map((row) => (
          <ProblemRow
            key={row.id}
            row={row}
            mark={
              row.part === 'reviewer' ? (
                <Chip tone="told" word={expertParts.reviewer} />
              ) : row.work === 'asked' ? (
                <Chip tone="needs" word="等您答复" />
              ) : null
            }
            onTap={() => Taro.navigateTo({ url: `/expert/problem?id=${row.id}` })}
          />
        ))}
      </>
    );
  };
  return <Page title="技术难题">{show()}</Page>;
}
