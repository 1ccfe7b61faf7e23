/** One problem: the facts and the thread left, what is to be done right. */
import { ArrowLeftOutlined } from '@ant-design/icons';
import { Link, useParams } from 'react-router';
import { Page } from '../ui/page';
import { Failed, Loading } from '../ui/states';
import { ProblemActs } from './acts';
import { ProblemChip } from './chip';
import { Agreement, ProblemFacts } from './facts';
import { Thread } from './thread';
import { useProblem } from './use-problem';
import './problems.css';

export function Problem() {
  const { id = '' } = useParams();
  const query = useProblem(id);
  const found = query.data;
  return (
    <>
      <Link id="back" to="/problems" className="back">
        <ArrowLeftOutlined /> 技术难题
      </Link>
      <Page
        title={found?.title ?? '技术难题'}
        beside={
          found && (
            <>
              <ProblemChip state={found.state} />
              <span className="second">{found.number}</span>
            </>
          )
        }
      >
        {query.isPending && <Loading />}
        {query.isError && !found && <Failed error={query.error} retry={() => query.refetch()} />}
        {found && (
          <div className="case" key={id}>
            <div className="case-facts">
              <ProblemFacts problem={found} />
              <Agreement problem={found} />
              <Thread steps={found.steps} />
            </div>
            <ProblemActs problem={found} />
          </div>
        )}
      </Page>
    </>
  );
}
