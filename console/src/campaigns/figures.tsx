/** A campaign in numbers: what was given, used and paid, whom it reached. Each number opens what it counts. */
import { sayFullTime } from '@niangjia/shared/rules/days';
import { sayFen } from '@niangjia/shared/rules/vouchers';
import { useQuery } from '@tanstack/react-query';
import { Button, Popover } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { api } from '../api';
import { addressOf } from '../statistics/span';
import { Failed, Loading } from '../ui/states';
import { Breakdown } from './breakdown';
import { Coverage } from './coverage';
import { type Counted, type Found, type Part, parts } from './use-campaign';

const say = (count: number) => count.toLocaleString('zh-CN');

interface FigureProps {
  id: string;
  label: string;
  definition: string;
  value: string;
  to?: string;
}

function Figure({ id, label, definition, value, to }: FigureProps) {
  return (
    <div className="figure">
      <span className="figure-label">
        {label}
        <Popover content={<p className="definition">{definition}</p>} trigger="click">
          <Button type="text" size="small" aria-label={`“${label}”怎么算`}>
            ?
          </Button>
        </Popover>
      </span>
      <strong id={`figure-${id}`}>{to ? <Link to={to}>{value}</Link> : value}</strong>
    </div>
  );
}

function Row({ campaign, data }: { campaign: Found; data: Counted }) {
  const list = (state?: string) => addressOf(`/campaigns/${campaign.id}/vouchers`, { state });
  const share = data.given > 0 ? `，${Math.round((data.used / data.given) * 100)}%` : '';
  return (
    <div className="figures">
      <Figure
        id="given"
        label="已发"
        definition="发出后没有退回的券，包括已用和已过期的。"
        value={`${say(data.given)} / ${say(data.total)} 张`}
        to={list()}
      />
      <Figure
        id="used"
        label="已用"
        definition="已核销、没有撤销的券，以及占已发的百分比。"
        value={`${say(data.used)} 张${share}`}
        to={list('used')}
      />
      <Figure
        id="expired"
        label="过期"
        definition="过了最后一天没有用的券，作废，不补。"
        value={`${say(data.expired)} 张`}
        to={list('expired')}
      />
      <Figure
        id="returned"
        label="退回"
        definition="本人退回的券，已放出来或补给候补的人。"
        value={`${say(data.returned)} 张`}
        to={list('returned')}
      />
      <Figure
        id="persons"
        label="领到的人"
        definition="领到至少一张的人数，同一个人只算一次。张数是人次。"
        value={`${say(data.persons)} 人`}
      />
      <Figure
        id="subsidy"
        label="工会补贴"
        definition="已核销的券中工会出的钱。商家让利和银行支持另计。"
        value={`${sayFen(data.subsidyFen)} 元`}
      />
      <Figure
        id="others"
        label="商家让利 + 银行支持"
        definition="已核销的券中商家让的和银行出的钱。"
        value={`${sayFen(data.merchantFen)} + ${sayFen(data.bankFen)} 元`}
      />
      <Figure
        id="pays"
        label="会员自付"
        definition="已核销的账单中会员自己付的钱。"
        value={`${sayFen(data.paysFen)} 元`}
      />
    </div>
  );
}

export function Figures({ campaign }: { campaign: Found }) {
  const [search, setSearch] = useSearchParams();
  const wanted = search.get('by') ?? '';
  const by: Part = Object.hasOwn(parts, wanted) ? (wanted as Part) : 'kind';
  const query = useQuery({
    queryKey: ['GET /campaigns/:id/figures', campaign.id, by],
    queryFn: () => api('GET /campaigns/:id/figures', { params: { id: campaign.id }, query: { by } }),
    placeholderData: (before) => before,
  });
  const { data } = query;
  return (
    <div className="stack">
      {query.isPending && <Loading rows={3} />}
      {query.isError && <Failed error={query.error} retry={() => query.refetch()} />}
      {data && (
        <>
          <Row campaign={campaign} data={data} />
          <Breakdown
            campaign={campaign}
            data={data}
            by={by}
            stale={query.isPlaceholderData}
            show={(next) => setSearch({ view: 'figures', by: next })}
          />
          <Coverage campaign={campaign} data={data} />
          <p className="second">读取时间 {sayFullTime(data.at)}。</p>
        </>
      )}
    </div>
  );
}
