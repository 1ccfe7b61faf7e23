import { Segmented } from 'antd';
import { useLocation, useNavigate } from 'react-router';

export function ExpertTabs() {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  return (
    <Segmented
      id="expert-tabs"
      aria-label="看哪一类"
      value={pathname}
      options={[
        { value: '/experts', label: '专家' },
        { value: '/experts/rooms', label: '场地' },
      ]}
      onChange={(next) => navigate(next)}
    />
  );
}
