/** One transfer: both sides with their answers and clocks, and one's own answer. */
import { ArrowLeftOutlined, CheckCircleOutlined, HourglassOutlined } from '@ant-design/icons';
import { sayDay, sayTime } from '@niangjia/shared/rules/days';
import { changeReasons, type TransferSide, transferSides } from '@niangjia/shared/rules/members';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from 'react-router';
import { api } from '../api';
import { searchOfState, useCaseState } from '../ui/case-list';
import { RisenChip, TransferChip } from '../ui/chips';
import { Fact, Facts } from '../ui/fact';
import { useKeys } from '../ui/keys';
import { Page } from '../ui/page';
import { Failed, Loading } from '../ui/states';
import { Answer } from './answer';
import { type Row, useTransfers } from './transfers';

function Side({ transfer, side }: { transfer: Row; side: TransferSide }) {
  const { unionName, decides, askPhone, agreedAt, dueOn, risen } = transfer[side];
  return (
    <Facts title={transferSides[side]} beside={risen && <RisenChip />}>
      <Fact label="工会">{unionName}</Fact>
      <Fact label="答复">
        {agreedAt ? (
          <span className="signed">
            <CheckCircleOutlined /> {sayTime(agreedAt)} 同意
          </span>
        ) : transfer.state === 'asked' ? (
          <span className="unsigned">
            <HourglassOutlined /> 等 {decides} 答复，最晚 {sayDay(dueOn)}
          </span>
        ) : (
          '没有答复'
        )}
      </Fact>
      <Fact label="联系电话">
        <a href={`tel:${askPhone}`}>{askPhone}</a>
      </Fact>
    </Facts>
  );
}

export function Transfer() {
  const { id = '' } = useParams();
  const state = useCaseState();
  const search = searchOfState(state);
  const navigate = useNavigate();
  const { rows } = useTransfers(state);
  const at = rows.findIndex((row) => row.id === id);
  const transfer = useQuery({
    queryKey: ['GET /transfers/:id', id],
    queryFn: () => api('GET /transfers/:id', { params: { id } }),
  });
  const go = (to: string | undefined) => to && navigate(`/transfers/${to}${search}`);
  useKeys({
    j: () => go(rows[at + 1]?.id),
    k: () => go(rows[at - 1]?.id),
    q: () => navigate(`/transfers${search}`),
  });
  const found = transfer.data;
  return (
    <>
      <Link id="back" to={`/transfers${search}`} className="back">
        <ArrowLeftOutlined /> 转会
      </Link>
      <Page title={found ? `转会 ${found.number}` : '转会'} beside={found && <TransferChip state={found.state} />}>
        {transfer.isPending && <Loading />}
        {transfer.isError && !found && <Failed error={transfer.error} retry={() => transfer.refetch()} />}
        {found && (
          <div className="case" key={id}>
            <div className="case-facts">
              <Facts title="会员">
                <Fact label="姓名">{found.nameMasked}</Fact>
                <Fact label="会员号">{found.memberNumber}</Fact>
                <Fact label="原因">{changeReasons[found.reason]}</Fact>
                <Fact label="入会日期">{found.joinedOn}，转会后不变</Fact>
                <Fact label="提出时间">{sayTime(found.askedAt)}</Fact>
                {found.refusal && (
                  <Fact label={`${transferSides[found.refusal.side]}不同意`}>
                    {found.refusal.reason}（{sayTime(found.refusal.at)}）
                  </Fact>
                )}
              </Facts>
              <Side transfer={found} side="from" />
              <Side transfer={found} side="to" />
            </div>
            <Answer transfer={found} />
          </div>
        )}
      </Page>
    </>
  );
}
