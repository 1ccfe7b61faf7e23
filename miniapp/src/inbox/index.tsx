import type { Reply } from '@niangjia/shared/contract/index';
import { sayTime } from '@niangjia/shared/rules/days';
import { noticeKinds } from '@niangjia/shared/rules/notices';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { api, sentenceOf } from '../api';
import { Notice as Told } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { Chip } from '../ui/chip';
import { Icon } from '../ui/icon';
import { More } from '../ui/more';
import { tappable } from '../ui/named';
import { Page } from '../ui/page';
import { Empty, Failed, Skeleton } from '../ui/states';
import { usePages } from '../use-pages';
import { wayTo } from './notice-page';

definePageConfig({ navigationBarTitleText: '消息' });

type Notice = Reply<'GET /notices'>['items'][number];

const Line = ({ notice, onOpen }: { notice: Notice; onOpen: () => unknown }) => (
  <View id={`notice-${notice.id}`} className="panel row" {...tappable()} onClick={() => void onOpen()}>
    <View className="row-body">
      <View className="row-clock">
        {!notice.read && <Chip tone="told" word="未读" />}
        <View className="small">{noticeKinds[notice.kind]}</View>
      </View>
      <View className={notice.read ? '' : 'strong'}>{notice.title}</View>
      <View className="second">{notice.words}</View>
      <View className="small">{sayTime(notice.at)}</View>
    </View>
    {wayTo(notice.page) && <Icon name="next" />}
  </View>
);

/** Everything that the person was told, newest first; a tap reads it and leads to its page. */
export default function Inbox() {
  const [failure, setFailure] = useState<string>();
  const list = usePages((after) => api('GET /notices', { query: after ? { after } : {} }));
  const { first, items, error, again } = list;
  const unread = first?.unread ?? 0;

  const quietly = async (act: () => Promise<unknown>) => {
    setFailure(undefined);
    try {
      await act();
    } catch (problem) {
      setFailure(sentenceOf(problem));
    }
  };
  const open = (notice: Notice) =>
    quietly(async () => {
      if (!notice.read) await api('POST /notices/:id/read', { params: { id: notice.id } });
      const way = wayTo(notice.page);
      if (way) await Taro[way.act]({ url: way.url });
      else await again();
    });
  const show = () => {
    if (!first) return error ? <Failed error={error} again={again} /> : <Skeleton />;
    if (items.length === 0)
      return <Empty icon="inbox" title="还没有消息。审核结果、转会进度、有人查看您的信息，都会告诉您。" />;
    return items.map((notice) => <Line key={notice.id} notice={notice} onOpen={() => open(notice)} />);
  };
  return (
    <Page
      title="消息"
      bar={
        unread > 0 && (
          <Big id="read-all" other onTap={() => quietly(() => api('POST /notices/read-all').then(again))}>
            全部标为已读（{unread}）
          </Big>
        )
      }
    >
      {failure && <Told tone="needs">{failure}</Told>}
      {show()}
      <More {...list} />
      <View className="words">
        <Word id="choices" icon="edit" onTap={() => Taro.navigateTo({ url: '/inbox/choices' })}>
          消息设置
        </Word>
      </View>
    </Page>
  );
}
