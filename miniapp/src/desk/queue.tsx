import { limits } from '@niangjia/shared/rules/limits';
import type { Urgency } from '@niangjia/shared/rules/membership';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { mustSignIn, staffApi } from '../api';
import { deskSession } from '../session';
import { Big, Word } from '../ui/button';
import { Field } from '../ui/field';
import { More } from '../ui/more';
import { Page } from '../ui/page';
import { Empty, Failed, Skeleton } from '../ui/states';
import { usePages } from '../use-pages';
import { Counts } from './counts';
import { goDeskSignIn, urgencies } from './go';
import { QueueRow } from './queue-row';

definePageConfig({ navigationBarTitleText: '入会审核' });

/** By what is being searched, or nothing. */
const Search = ({ text, onSearch }: { text: string; onSearch: (text: string) => void }) => {
  const [typed, setTyped] = useState(text);
  const [wrong, setWrong] = useState<string>();
  const find = () => {
    const wanted = typed.trim();
    const short = wanted.length === 1;
    setWrong(short ? '至少写 2 个字。' : undefined);
    if (!short) onSearch(wanted);
  };
  return (
    <Field
      id="queue-text"
      label="按受理号或姓名找"
      max={limits.search}
      value={typed}
      error={wrong}
      onInput={setTyped}
      onSend={find}
    >
      <Big id="find" other side onTap={find}>
        查找
      </Big>
    </Field>
  );
};

/** What waits for this officer, oldest term first. A search looks through the decided ones too. */
export default function QueuePage() {
  const [urgency, setUrgency] = useState<Urgency | null>(null);
  const [text, setText] = useState('');
  const query = text ? { text } : { state: 'submitted' as const, ...(urgency ? { urgency } : {}) };
  const list = usePages(
    (after) => staffApi('GET /applications', { query: { ...query, ...(after ? { after } : {}) } }),
    `${text} ${urgency}`,
  );
  const { first, items, error, again } = list;
  const mustEnter = mustSignIn(error);
  const narrowed = text !== '' || urgency !== null;
  const all = () => {
    setText('');
    setUrgency(null);
  };
  const emptyTitle = text
    ? `没有找到“${text}”。`
    : urgency
      ? `没有${urgencies[urgency]}的申请。`
      : '现在没有要审核的申请。新的申请会排在这里。';
  const show = () => {
    if (!first || mustEnter) return error ? <Failed error={error} again={again} signIn={goDeskSignIn} /> : <Skeleton />;
    return (
      <>
        {first.counts && <Counts counts={first.counts} chosen={urgency} onChoose={setUrgency} />}
        {text && items.length > 0 && (
          <View className="words start">
            <Word id="see-all" onTap={all}>
              看全部等审核的
            </Word>
          </View>
        )}
        {items.map((row) => (
          <QueueRow
            key={row.id}
            {...row}
            onTap={() => Taro.navigateTo({ url: `/desk/review?id=${row.id}${urgency ? `&urgency=${urgency}` : ''}` })}
          />
        ))}
        {items.length === 0 && (
          <Empty icon={text ? 'search' : 'done'} title={emptyTitle}>
            {narrowed && (
              <Word id="see-all" onTap={all}>
                看全部
              </Word>
            )}
          </Empty>
        )}
        <More {...list} />
      </>
    );
  };
  return (
    <Page
      title="入会审核"
      bar={
        deskSession.tokens() &&
        !mustEnter && (
          <Big id="check-card" icon="scan" other onTap={() => Taro.navigateTo({ url: '/desk/check' })}>
            查验会员码
          </Big>
        )
      }
    >
      {!mustEnter && first && <Search key={text} text={text} onSearch={setText} />}
      {show()}
    </Page>
  );
}
