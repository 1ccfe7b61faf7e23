import { CheckCircleOutlined, CloseCircleOutlined, HourglassOutlined } from '@ant-design/icons';
import { sayTime } from '@niangjia/shared/rules/days';
import { permissions } from '@niangjia/shared/rules/roles';
import type { Act } from './use-acts';

/** Who has signed as what, who is still missing, and who said no. */
export function Signatures({ act }: { act: Act }) {
  return (
    <section className="panel">
      <h2>签字</h2>
      <ol id="signatures" className="signatures">
        {act.signatures.map((one) => (
          <li key={one.as}>
            <CheckCircleOutlined className="signed" aria-label="已签" />
            <span>
              <strong>{one.name}</strong> {one.unionName}
              <br />
              <span className="second">
                {one.as}，{sayTime(one.at)}
              </span>
            </span>
          </li>
        ))}
        {act.missing.map((one) => (
          <li key={one}>
            <HourglassOutlined className="unsigned" aria-label="还没签" />
            <span>
              还差一人
              <br />
              <span className="second">{permissions[one]}</span>
            </span>
          </li>
        ))}
        {act.refusal && (
          <li>
            <CloseCircleOutlined className="refused" aria-label="不同意" />
            <span>
              <strong>{act.refusal.name}</strong> 不同意：{act.refusal.reason}
              <br />
              <span className="second">{sayTime(act.refusal.at)}</span>
            </span>
          </li>
        )}
      </ol>
    </section>
  );
}
