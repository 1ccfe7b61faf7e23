/** What is known about the applicant, masked. */
import type { Reply } from '@niangjia/shared/contract/index';
import { dayOf, sayDay, sayTime } from '@niangjia/shared/rules/days';
import { occupations } from '@niangjia/shared/rules/membership';
import { Table } from 'antd';
import { StateChip } from '../ui/chips';
import { Fact } from '../ui/fact';
import { GONE, sexAndAge } from '../ui/sex-and-age';
import { Personal } from './personal';

export type Review = Reply<'GET /applications/:id'>;

const sourceOf = ({ filedBy, codeLabel }: Review): string =>
  filedBy ? `${filedBy}替本人提交` : codeLabel ? `入会码：${codeLabel}` : '自行查找工会';

export function Facts({ review }: { review: Review }) {
  return (
    <section className="panel">
      <h2>申请人</h2>
      <dl className="facts">
        <Fact label="姓名">
          <Personal id={review.id} field="name" masked={review.nameMasked} />
        </Fact>
        <Fact label="性别、年龄">{sexAndAge(review)}</Fact>
        <Fact label="身份证号">
          {review.idNumberMasked === null ? (
            GONE
          ) : (
            <Personal id={review.id} field="idNumber" masked={review.idNumberMasked} />
          )}
        </Fact>
        <Fact label="手机号">
          {review.phoneMasked ? <Personal id={review.id} field="phone" masked={review.phoneMasked} /> : '没有留'}
        </Fact>
        <Fact label="工种">{occupations[review.occupation]}</Fact>
        <Fact label="申请加入">{review.unionName}</Fact>
        <Fact label="来源">{sourceOf(review)}</Fact>
        <Fact label="提交时间">
          {sayTime(review.submittedAt)}
          {review.state === 'submitted' && `，最晚 ${sayDay(review.dueOn)} 办结`}
        </Fact>
        {review.risen && <Fact label="为什么在这里">下级工会没有按期办结，已转到上级工会。</Fact>}
      </dl>
    </section>
  );
}

export function Earlier({ review }: { review: Review }) {
  return (
    <section className="panel">
      <h2>此人以前的申请</h2>
      {review.earlier.length === 0 ? (
        <p className="second">没有。这是此人第一次申请。</p>
      ) : (
        <Table
          size="small"
          rowKey="number"
          pagination={false}
          dataSource={review.earlier}
          columns={[
            { title: '编号', dataIndex: 'number' },
            { title: '工会', dataIndex: 'unionName' },
            { title: '日期', dataIndex: 'at', render: (at: string) => `${at.slice(0, 4)}年${sayDay(dayOf(at))}` },
            { title: '结果', dataIndex: 'state', render: (state: Review['state']) => <StateChip state={state} /> },
          ]}
        />
      )}
    </section>
  );
}
