/** One merchant: the contract, how far its duty is done, where the money goes, shops with their cashiers. */
import { ArrowLeftOutlined, TeamOutlined } from '@ant-design/icons';
import { sayTime } from '@niangjia/shared/rules/days';
import { sayFen } from '@niangjia/shared/rules/vouchers';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { api } from '../api';
import { Fact, Facts } from '../ui/fact';
import { Page } from '../ui/page';
import { Failed, Loading } from '../ui/states';
import { MerchantActs } from './acts';
import { MerchantChip } from './chip';
import type { FoundMerchant } from './contract';
import { QuotaBar } from './quota';
import { Shops } from './shops';
import './merchants.css';

function Contract({ merchant }: { merchant: FoundMerchant }) {
  return (
    <Facts title="合同">
      <Fact label="合同编号">{merchant.contractNumber}</Fact>
      <Fact label="期限">
        {merchant.contractFrom} 至 {merchant.contractTo}
      </Fact>
      <Fact label="工会">{merchant.unionName}</Fact>
      <Fact label="联系电话">{merchant.contactPhone}</Fact>
      <Fact label="协议价的服务">
        {merchant.serviceTitle
          ? `${merchant.serviceTitle}，${sayFen(merchant.priceFen)} 元（原价 ${sayFen(merchant.listFen)} 元）`
          : '没有约定'}
      </Fact>
      <Fact label="今年服务次数">
        <QuotaBar quota={merchant.quota} wide />
      </Fact>
      {merchant.endedAt && (
        <Fact label="合作已结束">
          {sayTime(merchant.endedAt)}　{merchant.endReason}
        </Fact>
      )}
    </Facts>
  );
}

function Payee({ merchant }: { merchant: FoundMerchant }) {
  return (
    <Facts title="收款账户">
      {merchant.payeeMasked ? (
        <>
          <Fact label="户名">{merchant.payeeName}</Fact>
          <Fact label="开户行">{merchant.payeeBank}</Fact>
          <Fact label="账号">
            尾号 <span className="number">{merchant.payeeMasked}</span>
          </Fact>
        </>
      ) : (
        <Fact label="账号">还没有登记，结算单不能提交付款。</Fact>
      )}
      {merchant.payeeJointId && (
        <Fact label="新账户">
          <TeamOutlined />{' '}
          <Link id="to-joint" to={`/joint-acts/${merchant.payeeJointId}?view=mine`}>
            等财务负责人复核，看进度
          </Link>
        </Fact>
      )}
    </Facts>
  );
}

export function Merchant() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['GET /merchants/:id', id],
    queryFn: () => api('GET /merchants/:id', { params: { id } }),
  });
  const found = query.data;
  return (
    <>
      <Link id="back" to="/merchants" className="back">
        <ArrowLeftOutlined /> 合作商家
      </Link>
      <Page
        title={found?.name ?? '合作商家'}
        beside={
          found && (
            <>
              <MerchantChip running={found.running} />
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
              <Contract merchant={found} />
              <Payee merchant={found} />
              <Shops merchant={found} />
            </div>
            <MerchantActs merchant={found} />
          </div>
        )}
      </Page>
    </>
  );
}
