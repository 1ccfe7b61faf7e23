import { dayOf } from '@niangjia/shared/rules/days';
import { billOf, sayFen, sayWorth } from '@niangjia/shared/rules/vouchers';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import { decoded } from '../join/scanned';
import { Answer, Notice } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { Page } from '../ui/page';
import { CodeAct, CodeEntry } from './code-entry';
import { spendOf, spendProblem } from './money';
import { checkedFacts } from './offline-code';
import { PackPart } from './pack-part';
import { append, codeProblem, type Facts, type Kept, room, sumProblem, waiting } from './queue';
import { QueueList } from './queue-list';
import { changeQueue, readQueues } from './queues';
import { useQueues } from './use-queues';
import { WorthForm } from './worth-form';

definePageConfig({ navigationBarTitleText: '离线核销' });

const HINT = '请会员点开这张券，选“离线码”和本店，出示给您。';
const today = () => dayOf(new Date());

/** What a code is here and now: good, or why not. */
function judge(kept: Kept, code: string): { facts: Facts } | { sentence: string } {
  const facts = checkedFacts(code, kept.pack.publicKey);
  if (!facts) return { sentence: '这不是工会发的离线码，或被改动过，不能用。请会员在福利券里选择本店，重新出示。' };
  const sentence = codeProblem(kept, facts, today());
  return sentence ? { sentence } : { facts };
}

/** Appends to the queue as it lies in the storage now, where another tab may have taken the same code; or why not. */
function keepLine(packId: string, facts: Facts, line: Parameters<typeof append>[1]): string | undefined {
  const offFen = billOf(facts.worth, line.spendFen ?? 0)?.offFen ?? 0;
  let problem: string | undefined;
  try {
    changeQueue(packId, (now) => {
      problem = codeProblem(now, facts, dayOf(line.at)) ?? sumProblem(now, offFen);
      return problem ? now : append(now, line);
    });
  } catch {
    return '这部手机存不下了，这笔没有核销。请先连上网络，把待上传的传完。';
  }
  return problem;
}

interface GoodProps {
  kept: Kept;
  code: string;
  facts: Facts;
  onKept: () => void;
  onLeave: () => void;
}

/** A good code: the bill, then one line more in the queue. */
const Good = ({ kept, code, facts, onKept, onLeave }: GoodProps) => {
  const [spend, setSpend] = useState('');
  const [wrong, setWrong] = useState<string>();
  const confirm = () => {
    const spendFen = spendOf(facts.worth, spend);
    const at = new Date().toISOString();
    let problem = spendProblem(facts.worth, spend);
    if (!problem) problem = keepLine(kept.pack.id, facts, { code, spendFen, at });
    setWrong(problem);
    if (!problem) onKept();
  };
  return (
    <Page
      title="离线核销"
      bar={
        <Big id="keep" icon="offline" onTap={confirm}>
          确认核销，记入待上传
        </Big>
      }
    >
      <WorthForm
        {...facts}
        worthWords={sayWorth(facts.worth)}
        typed={spend}
        wrong={facts.worth.worth === 'off' ? wrong : undefined}
        onType={(text) => {
          setSpend(text);
          setWrong(undefined);
        }}
      />
      {facts.worth.worth === 'price' && wrong && <Notice tone="needs">{wrong}</Notice>}
      <View className="words">
        <Word id="leave" onTap={onLeave}>
          不用这张，重新扫
        </Word>
      </View>
    </Page>
  );
};

/** Redeems without a network: codes are checked on this phone, and wait here until they are uploaded. */
export default function OfflineDesk() {
  const params = useRouter().params;
  const { queues, refresh, upload, failure, busy } = useQueues();
  const [typed, setTyped] = useState('');
  const [good, setGood] = useState<{ code: string; facts: Facts }>();
  const [wrong, setWrong] = useState<string>();
  const [added, setAdded] = useState(false);
  const began = useRef(false);
  const of = (all: Kept[]) =>
    all.find(({ pack }) => pack.onDay === today() && (!params.shopId || pack.shopId === params.shopId));
  const kept = of(queues);

  const check = (code: string) => {
    const now = of(readQueues());
    setAdded(false);
    setTyped('');
    const found = code ? now && judge(now, code) : { sentence: '请扫码，或填写会员券上的离线码。' };
    setWrong(found && 'sentence' in found ? found.sentence : undefined);
    setGood(found && 'facts' in found ? { code, facts: found.facts } : undefined);
  };
  useEffect(() => {
    if (began.current) return;
    began.current = true;
    if (params.code && kept) check(decoded(params.code));
  });

  const count = queues.reduce((sum, one) => sum + waiting(one).length, 0);
  const lists = (
    <>
      {failure && <Notice tone="needs">{failure}</Notice>}
      {count > 0 && (
        <View className="gap">
          <Big id="upload" other busy={busy && '正在上传'} onTap={upload}>
            上传 {count} 笔
          </Big>
        </View>
      )}
      {queues.map((one) => (
        <QueueList key={one.pack.id} kept={one} />
      ))}
    </>
  );
  if (!kept)
    return (
      <PackPart shopId={params.shopId ?? ''} onTaken={refresh}>
        {lists}
      </PackPart>
    );
  if (good)
    return (
      <Good
        kept={kept}
        {...good}
        onLeave={() => setGood(undefined)}
        onKept={() => {
          setGood(undefined);
          setAdded(true);
          refresh();
        }}
      />
    );
  const left = room(kept);
  return (
    <Page title="离线核销" bar={<CodeAct typed={typed} busy={false} onCode={check} />}>
      {added && count > 0 ? (
        <Answer tone="done" word="已核销" title="已记在这部手机上，待上传">
          <View className="second">连上网络后，打开这一页会自动上传。退出登录也不会丢；清除缓存、删除小程序会丢。</View>
        </Answer>
      ) : wrong ? (
        <Answer tone="needs" word="无效" title="这个码不能用">
          <View className="second">{wrong}</View>
        </Answer>
      ) : (
        <Answer
          tone={left.count > 0 ? 'done' : 'needs'}
          word={left.count > 0 ? '可以离线核销' : '今天已用完'}
          title={`今天还能核销 ${left.count} 笔`}
        >
          <View className="second">
            {kept.shopName}，合计优惠还能用 {sayFen(left.offFen)} 元
          </View>
        </Answer>
      )}
      <CodeEntry hint={HINT} typed={typed} busy={false} onType={setTyped} onCode={check} />
      {lists}
    </Page>
  );
}
