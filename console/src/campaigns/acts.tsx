/** What may be done with a campaign now. Each act says first what it brings with it. */
import type { Reply } from '@niangjia/shared/contract/index';
import { sayTime } from '@niangjia/shared/rules/days';
import { type CampaignState, sayFen, sayWorth } from '@niangjia/shared/rules/vouchers';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type ComponentType, useState } from 'react';
import { useNavigate } from 'react-router';
import { api, once } from '../api';
import { useMay } from '../me';
import { ActDialog } from '../ui/act-dialog';
import { Reason } from '../ui/reason';
import { Receipt, ReceiptLine, ReceiptTotal } from '../ui/receipt';
import { Draw } from './draw';
import type { Found } from './use-campaign';

export interface ActProps {
  campaign: Found;
  /** What the act answered: the campaign as it is now, or nothing where it waits for a second person. */
  done: (words: string, after?: Found) => void;
  close: () => void;
}

function Publish({ campaign, done, close }: ActProps) {
  const { kinds, budgetFen, listed, way } = campaign;
  const navigate = useNavigate();
  return (
    <ActDialog<object, Reply<'POST /campaigns/:id/publish'>>
      id="publish"
      title={`提请发布“${campaign.title}”`}
      okText={`提请复核 ${sayFen(budgetFen)} 元`}
      tells={
        <p>
          财务负责人复核同意后发布，{sayTime(campaign.claimFrom)} 开始。复核期间不能改；发布后只能暂停、结束和调整数量。
        </p>
      }
      run={() => once('POST /campaigns/:id/publish', { params: { id: campaign.id } })}
      done={(act) => {
        done('已提请，等财务负责人复核。');
        navigate(`/joint-acts/${act.id}?view=mine`);
      }}
      close={close}
    >
      <Receipt id="publish-budget">
        {kinds.map((kind) => (
          <ReceiptLine
            key={kind.id}
            label={`${kind.title}　${sayWorth(kind)}`}
            note={`工会 ${sayFen(kind.subsidyFen)} × ${kind.total.toLocaleString('zh-CN')} 张`}
            value={sayFen(kind.total * kind.subsidyFen)}
          />
        ))}
        <ReceiptTotal id="publish-sum" label="工会预算最多" value={`${sayFen(budgetFen)} 元`} />
        {(way === 'grant' || campaign.audience.listed) && (
          <ReceiptLine label="名单上" value={`${listed.toLocaleString('zh-CN')} 人`} />
        )}
      </Receipt>
    </ActDialog>
  );
}

const reasoned = {
  pause: {
    title: '暂停领取',
    tells: '立即没有人能再领或报名。已领到的券照常使用，截止时间不变。',
    done: '已暂停领取。',
    example: '例：商家系统维护，明早恢复',
  },
  resume: {
    title: '恢复领取',
    tells: '立即可以接着领，数量和截止时间不变。',
    done: '已恢复领取。',
    example: '例：商家系统已恢复',
  },
  end: {
    title: '结束活动',
    tells: '立即没有人能再领，以后也不能恢复。没发出的预算不再使用，已领到的券照常用到最后一天。',
    done: '活动已结束。',
    example: '例：预算调整，经主席办公会决定提前结束',
  },
} as const;

const withReason = (verb: keyof typeof reasoned) =>
  function Act({ campaign, done, close }: ActProps) {
    const words = reasoned[verb];
    return (
      <ActDialog<{ reason: string }, Found>
        id={`${verb}-campaign`}
        title={`${words.title}：${campaign.title}`}
        okText={words.title}
        danger={verb === 'end'}
        tells={<p>{words.tells}</p>}
        run={(body) => api(`POST /campaigns/:id/${verb}`, { params: { id: campaign.id }, body })}
        done={(after) => done(words.done, after)}
        close={close}
      >
        <Reason placeholder={words.example} />
      </ActDialog>
    );
  };

type Verb = 'publish' | 'draw' | 'pause' | 'resume' | 'end';
const acts: Record<
  Verb,
  { label: string; note: string; main?: boolean; danger?: boolean; dialog: ComponentType<ActProps> }
> = {
  publish: { label: '提请发布', note: '财务负责人复核预算', main: true, dialog: Publish },
  draw: { label: '抽签', note: '结果公开，谁都能复算', main: true, dialog: Draw },
  pause: { label: '暂停领取', note: '以后可以恢复', dialog: withReason('pause') },
  resume: { label: '恢复领取', note: '接着领', main: true, dialog: withReason('resume') },
  end: { label: '结束活动', note: '不能再恢复', danger: true, dialog: withReason('end') },
};

function verbsOf({ state, way, phase, drawnAt, may }: Found): Verb[] {
  const inState: Record<CampaignState, Verb[]> = {
    draft: may.edit ? ['publish'] : [],
    signing: [],
    published: phase === 'over' ? ['end'] : ['pause', 'end'],
    paused: ['resume', 'end'],
    ended: [],
  };
  const verbs = state === 'draft' || may.run ? inState[state] : [];
  const drawable = way === 'lottery' && state === 'published' && phase === 'over' && drawnAt === null && may.run;
  return drawable ? ['draw', ...verbs] : verbs;
}

export function Acts({ campaign }: { campaign: Found }) {
  const [act, setAct] = useState<Verb>();
  const client = useQueryClient();
  const navigate = useNavigate();
  const mayManage = useMay('campaigns.manage');
  const { message } = App.useApp();
  const verbs = verbsOf(campaign);
  const Dialog = act && acts[act].dialog;
  const done = (words: string, after?: Found) => {
    setAct(undefined);
    if (after) client.setQueryData(['GET /campaigns/:id', campaign.id], after);
    message.success(words);
    void client.invalidateQueries();
  };
  return (
    <aside className="panel decision" aria-label="可以办的事">
      <h2>可以办的事</h2>
      {campaign.state === 'draft' && campaign.may.edit && (
        <Button id="edit-campaign" className="act" block onClick={() => navigate(`/campaigns/${campaign.id}/edit`)}>
          修改草稿 <span className="second">还没有提请发布</span>
        </Button>
      )}
      {verbs.map((verb) => (
        <Button
          key={verb}
          id={`campaign-${verb}`}
          className="act"
          block
          type={acts[verb].main ? 'primary' : 'default'}
          danger={acts[verb].danger ?? false}
          onClick={() => setAct(verb)}
        >
          {acts[verb].label} <span className={acts[verb].main ? '' : 'second'}>{acts[verb].note}</span>
        </Button>
      ))}
      {verbs.length === 0 && (
        <p id="why-not">
          {campaign.state === 'signing'
            ? '等财务负责人复核，期间不能改。要改请先在双人办理里撤回。'
            : campaign.state === 'ended'
              ? '活动已结束，只能查看。'
              : '您的岗位在这里只能查看。'}
        </p>
      )}
      {mayManage && campaign.state !== 'draft' && (
        <Button id="copy-campaign" className="act" block onClick={() => navigate(`/campaigns/new?from=${campaign.id}`)}>
          照样再办一次 <span className="second">时间重新填</span>
        </Button>
      )}
      {campaign.drawnAt && (
        <p>
          <a id="draw-file" href={`/api/campaigns/${campaign.id}/draw`} download>
            下载抽签的公开数据
          </a>
          <br />
          <span className="second">里面没有姓名。谁都可以用它复算中签的号码。</span>
        </p>
      )}
      {Dialog && <Dialog campaign={campaign} done={done} close={() => setAct(undefined)} />}
    </aside>
  );
}
