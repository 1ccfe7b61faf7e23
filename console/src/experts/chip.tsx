import { CheckCircleOutlined, StopOutlined } from '@ant-design/icons';
import { type Skill, skills } from '@niangjia/shared/rules/experts';
import { Tag } from 'antd';

export const ExpertChip = ({ ended }: { ended: boolean }) =>
  ended ? (
    <Tag icon={<StopOutlined />}>已退出</Tag>
  ) : (
    <Tag color="success" icon={<CheckCircleOutlined />}>
      在册
    </Tag>
  );

export const saySkills = (list: readonly Skill[]): string => list.map((skill) => skills[skill]).join('、');
