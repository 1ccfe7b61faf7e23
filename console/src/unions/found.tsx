import type { Input } from '@niangjia/shared/contract/index';
import { fitsUnder, type UnionLevel, unionLevels } from '@niangjia/shared/rules/unions';
import { Collapse } from 'antd';
import { once } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { Reason } from '../ui/reason';
import type { UnionActProps } from './acts';
import { CoreItems, cleared, ProfileItems } from './profile-items';
import type { Union } from './profile-words';

type Answers = Omit<Input<'POST /union-tree'>['body'], 'parentId'>;

/** Founds a union below this one. */
export function Found({ union, done, close }: UnionActProps) {
  const levels = (Object.keys(unionLevels) as UnionLevel[]).filter((level) => fitsUnder(level, union.level));
  return (
    <ActDialog<Answers, Union>
      id="found"
      title={`在“${union.name}”下组建工会`}
      okText="组建"
      width={760}
      initial={{ districtCode: union.districtCode, holding: false, level: levels.at(0) ?? 'grassroots' }}
      tells={<p>组建后立即可以任命岗位、建入会码、接收会员。</p>}
      run={({ profile, phone, ...answers }) =>
        once('POST /union-tree', {
          body: { ...answers, parentId: union.id, phone: phone || null, profile: cleared(profile ?? {}) },
        })
      }
      done={(after) => done(`“${after.name}”已组建。`, `/unions/${after.id}`)}
      close={close}
    >
      <CoreItems levels={levels} />
      <Collapse
        className="more-fields"
        ghost
        items={[{ key: 'profile', label: '组织信息（可以以后再填）', forceRender: true, children: <ProfileItems /> }]}
      />
      <Reason placeholder="例：该单位职工代表会议决定建会" />
    </ActDialog>
  );
}
