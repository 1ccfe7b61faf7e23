/** One settlement like a till receipt, each line of it, and what is to be done next and by whom. */
import { ArrowLeftOutlined, DownloadOutlined } from '@ant-design/icons';
import { sayTime } from '@niangjia/shared/rules/days';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { Link, useParams } from 'react-router';
import { api, download, sentenceOf } from '../api';
import { Fact, Facts } from '../ui/fact';
import { Page } from '../ui/page';
import { Failed, Loading } from '../ui/states';
import { SettlementActs } from './acts';
import { SettlementChip, sayMonth } from './chip';
import { Lines } from './lines';
import { Worked } from './worked';
import './settlements.css';

/** In full for who pays, else its last four digits. */
const sayAccount = (account: string): string => (account.length === 4 ? `尾号 ${account}` : account);

export function Settlement() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['GET /settlements/:id', id],
    queryFn: () => api('GET /settlements/:id', { params: { id } }),
  });
  const file = useMutation({ mutationFn: () => download(`/settlements/${id}/file`) });
  const found = query.data;
  return (
    <>
      <Link id="back" to="/settlements" className="back">
        <ArrowLeftOutlined /> 商家结算
      </Link>
      <Page
        title={found ? `${found.merchantName} ${sayMonth(found.month)}` : '结算单'}
        beside={found && <SettlementChip state={found.state} />}
        acts={
          found && (
            <Button
              id="settlement-file"
              icon={<DownloadOutlined />}
              loading={file.isPending}
              onClick={() => file.mutate()}
            >
              下载 XLSX
            </Button>
          )
        }
      >
        {file.isError && <Alert type="error" showIcon title={sentenceOf(file.error)} />}
        {query.isPending && <Loading />}
        {query.isError && !found && <Failed error={query.error} retry={() => query.refetch()} />}
        {found && (
          <div className="case" key={id}>
            <div className="case-facts">
              <Worked settlement={found} />
              <Facts title="结算单">
                <Fact label="编号">{found.number}</Fact>
                <Fact label="工会">{found.unionName}</Fact>
                <Fact label="编制">
                  {found.preparedBy}　{sayTime(found.preparedAt)}
                </Fact>
                <Fact label="收款账户">
                  {found.payeeAccount ? (
                    <>
                      {found.payeeName}，{found.payeeBank}
                      <br />
                      <span className="number">{sayAccount(found.payeeAccount)}</span>
                    </>
                  ) : (
                    <Link to={`/merchants/${found.merchantId}`}>还没有登记，先去商家页登记</Link>
                  )}
                </Fact>
                {found.paidOn && (
                  <Fact label="付款">
                    {found.paidOn}，银行回单 {found.reference}
                  </Fact>
                )}
              </Facts>
              <Lines id={id} />
            </div>
            <SettlementActs settlement={found} />
          </div>
        )}
      </Page>
    </>
  );
}
