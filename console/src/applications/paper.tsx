import { Image } from 'antd';
import { Fact } from '../ui/fact';
import type { Review } from './facts';

/** Of an application that an officer sent in for the worker: who did, and the signed paper. */
export function Paper({ review }: { review: Review }) {
  if (!review.filedBy) return null;
  return (
    <section className="panel" id="paper">
      <h2>代为提交</h2>
      <dl className="facts">
        <Fact label="替本人提交的人">{review.filedBy}</Fact>
        <Fact label="本人签字的申请书">
          {review.paperAddress ? (
            <Image
              width={160}
              src={review.paperAddress}
              alt="本人签字的纸质申请书，点开放大"
              preview={{ mask: '放大看' }}
            />
          ) : (
            '没有拍照留存，通过前请向代办人核实。'
          )}
        </Fact>
      </dl>
      <p className="second">代办的申请要由另一个人审核。照片地址 5 分钟有效，打不开时请重新载入这一页。</p>
    </section>
  );
}
