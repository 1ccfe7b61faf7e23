/** One campaign: where it stands and what comes next, its kinds, its list; beside it what may be done; its figures. */
import { ArrowLeftOutlined } from '@ant-design/icons';
import { Segmented } from 'antd';
import { Link, useParams, useSearchParams } from 'react-router';
import { Page } from '../ui/page';
import { Failed, Loading } from '../ui/states';
import { Acts } from './acts';
import { CampaignChip } from './chip';
import { Facts } from './facts';
import { Figures } from './figures';
import { KindTable } from './kind-table';
import { PersonList } from './person-list';
import { Standing } from './standing';
import { useCampaign } from './use-campaign';
import './campaigns.css';

export function Campaign() {
  const { id = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const query = useCampaign(id);
  const found = query.data;
  const view = search.get('view') === 'figures' ? 'figures' : 'campaign';
  const named = found && (found.audience.listed || found.way === 'grant');
  return (
    <>
      <Link id="back" to="/campaigns" className="back">
        <ArrowLeftOutlined /> 福利活动
      </Link>
      <Page
        title={found?.title ?? '福利活动'}
        beside={found && <CampaignChip state={found.state} phase={found.phase} />}
        acts={
          found && (
            <Segmented<'campaign' | 'figures'>
              id="view"
              aria-label="看什么"
              value={view}
              options={[
                { value: 'campaign', label: '活动' },
                { value: 'figures', label: '统计' },
              ]}
              onChange={(next) => setSearch(next === 'figures' ? { view: next } : {})}
            />
          )
        }
      >
        {query.isPending && <Loading />}
        {query.isError && !found && <Failed error={query.error} retry={() => query.refetch()} />}
        {found && view === 'figures' && <Figures campaign={found} />}
        {found && view === 'campaign' && (
          <div className="case" key={id}>
            <div className="case-facts">
              <Standing campaign={found} />
              <KindTable campaign={found} />
              {named && <PersonList campaign={found} />}
              <Facts campaign={found} />
            </div>
            <Acts campaign={found} />
          </div>
        )}
      </Page>
    </>
  );
}
