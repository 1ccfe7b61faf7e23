/** One member: facts masked, and what happened to the membership. */
import { ArrowLeftOutlined } from '@ant-design/icons';
import { changeKinds, changeSources } from '@niangjia/shared/rules/members';
import { occupations } from '@niangjia/shared/rules/membership';
import { useQuery } from '@tanstack/react-query';
import { Button, Timeline } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { api } from '../api';
import { useMay } from '../me';
import { MembershipChip } from '../ui/chips';
import { Fact, Facts } from '../ui/fact';
import { Page } from '../ui/page';
import { GONE, sexAndAge } from '../ui/sex-and-age';
import { Failed, Loading } from '../ui/states';
import { Expel, type Found } from './expel';

function Known({ member }: { member: Found }) {
  const mayRead = useMay('unions.read');
  return (
    <Facts title="会员">
      <Fact label="姓名">{member.nameMasked}</Fact>
      <Fact label="性别、年龄">{sexAndAge(member)}</Fact>
      <Fact label="身份证号">{member.idNumberMasked ?? GONE}</Fact>
      <Fact label="手机号">{member.phoneMasked ?? '没有留'}</Fact>
      <Fact label="工会">
        {mayRead ? <Link to={`/unions/${member.unionId}`}>{member.unionName}</Link> : member.unionName}
      </Fact>
      <Fact label="工种">{occupations[member.occupation]}</Fact>
      <Fact label="入会日期">{member.joinedOn}</Fact>
      <Fact label="来源">{member.codeLabel ? `入会码：${member.codeLabel}` : '没有经过入会码'}</Fact>
      <Fact label="手机端">{member.signedIn ? '登录过' : '没有登录过，通知要当面或打电话'}</Fact>
    </Facts>
  );
}

function History({ member }: { member: Found }) {
  return (
    <section className="panel" id="member-history">
      <h2>会籍变动</h2>
      <Timeline
        items={member.changes.map((change) => ({
          color: change.kind === 'expelled' || change.kind === 'left' ? 'red' : 'gray',
          content: (
            <>
              <div className="step">
                <strong>{changeKinds[change.kind]}</strong>
                <span>
                  {change.unionName}
                  {change.otherUnionName &&
                    (change.kind === 'movedIn' ? `，来自 ${change.otherUnionName}` : `，去往 ${change.otherUnionName}`)}
                </span>
                <time dateTime={change.on}>{change.on}</time>
              </div>
              <p className="step-reason second">
                {changeSources[change.source]}
                {change.words && `：${change.words}`}
              </p>
            </>
          ),
        }))}
      />
    </section>
  );
}

export function Member() {
  const { id = '' } = useParams();
  const member = useQuery({
    queryKey: ['GET /members/:id', id],
    queryFn: () => api('GET /members/:id', { params: { id } }),
  });
  const [expelling, setExpelling] = useState(false);
  const found = member.data;
  return (
    <>
      <Link id="back" to="/members" className="back">
        <ArrowLeftOutlined /> 会员
      </Link>
      <Page title={found ? `会员 ${found.number}` : '会员'} beside={found && <MembershipChip state={found.state} />}>
        {member.isPending && <Loading />}
        {member.isError && !found && <Failed error={member.error} retry={() => member.refetch()} />}
        {found && (
          <div className="case" key={id}>
            <div className="case-facts">
              <Known member={found} />
              <History member={found} />
            </div>
            <aside className="panel decision" aria-label="可以办的事">
              <h2>可以办的事</h2>
              <p className="second">转会、退会、保留会籍由本人在手机上提出，在“转会”和“会员请求”里办理。</p>
              {found.may.includes('expel') ? (
                <Button id="expel" danger block onClick={() => setExpelling(true)}>
                  提请除名
                </Button>
              ) : (
                <p id="why-not">
                  {found.state === 'ended' ? '会籍已经结束，没有可以办的事。' : '您的岗位在这里只能查看。'}
                </p>
              )}
            </aside>
          </div>
        )}
        {expelling && found && <Expel member={found} close={() => setExpelling(false)} />}
      </Page>
    </>
  );
}
