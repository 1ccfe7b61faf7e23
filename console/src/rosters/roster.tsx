/** One roster from file to book: read, columns, rows explained, a second person, entered. */
import type { Reply } from '@niangjia/shared/contract/index';
import { sayTime } from '@niangjia/shared/rules/days';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Progress } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { api, once } from '../api';
import { useMay } from '../me';
import { ActDialog } from '../ui/act-dialog';
import { Fact, Facts } from '../ui/fact';
import { Page } from '../ui/page';
import { Failed, Loading } from '../ui/states';
import { RosterChip } from './chip';
import { Mapping } from './mapping';
import { RosterRows } from './rows';
import { isRunning, type RosterRow, useRoster } from './use-roster';

const tells: Partial<Record<RosterRow['state'], string>> = {
  reading: '正在读取文件。可以离开这一页，读好了再回来。',
  checking: '正在逐行检查。可以离开这一页，检查好了再回来。',
  entering: '复核已同意，正在入册。中途断电也不会重复或遗漏。',
};

function Acts({ roster }: { roster: RosterRow }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const mayImport = useMay('rosters.import');
  const [asking, setAsking] = useState<'submit' | 'recall'>();
  const fresh = () => client.invalidateQueries({ queryKey: ['GET /rosters/:id', roster.id] });
  if (!mayImport) return null;
  const recallable = ['mapping', 'checking', 'checked', 'confirming'].includes(roster.state);
  return (
    <>
      {recallable && (
        <Button id="recall" onClick={() => setAsking('recall')}>
          撤回这份名册
        </Button>
      )}
      {roster.state === 'checked' && (
        <Button id="submit" type="primary" disabled={roster.counts.good === 0} onClick={() => setAsking('submit')}>
          提请入册 {roster.counts.good} 人
        </Button>
      )}
      {asking === 'submit' && (
        <ActDialog<object, Reply<'POST /rosters/:id/submit'>>
          id="submit-roster"
          title={`提请 ${roster.counts.good} 人入册`}
          okText="提请复核"
          tells={
            <p>
              由另一个人复核同意后入册到 {roster.unionName}。有问题的 {roster.counts.bad + roster.counts.stopped}{' '}
              行不入册，改好后可以再传一份；已在册的 {roster.counts.same} 行不变。
            </p>
          }
          run={() => once('POST /rosters/:id/submit', { params: { id: roster.id } })}
          done={async () => {
            await fresh();
            message.success('已提请，等另一个人复核。');
            setAsking(undefined);
          }}
          close={() => setAsking(undefined)}
        />
      )}
      {asking === 'recall' && (
        <ActDialog<object, RosterRow>
          id="recall-roster"
          title="撤回这份名册"
          okText="撤回"
          danger
          tells={<p>名册里的内容会销毁，谁也不会入册。要再导入须重新上传。</p>}
          run={() => api('POST /rosters/:id/recall', { params: { id: roster.id } })}
          done={async () => {
            await fresh();
            setAsking(undefined);
          }}
          close={() => setAsking(undefined)}
        />
      )}
    </>
  );
}

function Summary({ roster }: { roster: RosterRow }) {
  const { counts } = roster;
  return (
    <Facts title={roster.unionName}>
      <Fact label="上传">
        {roster.uploadedBy}　{sayTime(roster.uploadedAt)}
      </Fact>
      <Fact label="怎么读的">{roster.encoding ?? '—'}</Fact>
      <Fact label="行数">{counts.rows}</Fact>
      <Fact label={roster.state === 'done' ? '已入册' : '可入册'}>
        {roster.state === 'done' ? counts.entered : counts.good}
      </Fact>
      <Fact label="已在册，不变">{counts.same}</Fact>
      <Fact label="有错">{counts.bad}</Fact>
      <Fact label="需另行办理">{counts.stopped}</Fact>
    </Facts>
  );
}

export function Roster() {
  const { id = '' } = useParams();
  const query = useRoster(id);
  const roster = query.data;
  if (query.isPending) return <Loading />;
  if (!roster) return <Failed error={query.error} retry={() => query.refetch()} />;
  const telling = tells[roster.state];
  return (
    <Page title={roster.fileName} beside={<RosterChip state={roster.state} />} acts={<Acts roster={roster} />}>
      <div className="stack">
        {roster.problem && (
          <Alert
            id="file-problem"
            type="error"
            showIcon
            title={roster.problem.sentence}
            description={<Link to="/rosters">回到名册导入，重新上传</Link>}
          />
        )}
        {roster.earlierId && (
          <Alert
            id="earlier"
            type="info"
            showIcon
            title="这个文件以前上传过，已在册的人不会重复。"
            description={<Link to={`/rosters/${roster.earlierId}`}>看上一次</Link>}
          />
        )}
        {roster.state === 'confirming' && roster.jointId && (
          <Alert
            type="warning"
            showIcon
            title="等另一个人复核。"
            description={<Link to={`/joint-acts/${roster.jointId}`}>看复核进度</Link>}
          />
        )}
        {isRunning(roster.state) && (
          <section className="panel" role="status">
            <p>{telling}</p>
            <Progress percent={roster.progress} aria-label={`已完成 ${roster.progress}%`} />
          </section>
        )}
        {!roster.problem && <Summary roster={roster} />}
        {roster.state === 'mapping' && <Mapping roster={roster} />}
        {['checked', 'confirming', 'done'].includes(roster.state) && <RosterRows roster={roster} />}
      </div>
    </Page>
  );
}
