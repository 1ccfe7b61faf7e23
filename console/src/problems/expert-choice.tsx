/** Experts to choose from, first whom to ask first, each with the reason. */
import type { ExpertPart } from '@niangjia/shared/rules/problems';
import { useQuery } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { api } from '../api';
import { Failed, Loading, Nothing } from '../ui/states';

interface Props {
  problemId: string;
  part: ExpertPart;
  value?: string[];
  onChange?: (ids: string[]) => void;
}

export function ExpertChoice({ problemId, part, value = [], onChange }: Props) {
  const query = useQuery({
    queryKey: ['GET /problems/:id/experts', problemId, part],
    queryFn: () => api('GET /problems/:id/experts', { params: { id: problemId }, query: { part } }),
  });
  if (query.isPending) return <Loading rows={3} />;
  if (query.isError) return <Failed error={query.error} retry={() => query.refetch()} />;
  if (query.data.items.length === 0)
    return <Nothing words="名单里没有这个领域的专家。请先在“专家和场地”里登记，或退回请单位改选领域。" />;
  return (
    <Checkbox.Group className="expert-choices" value={value} onChange={(ids) => onChange?.(ids as string[])}>
      {query.data.items.map((one) => (
        <Checkbox key={one.expertId} value={one.expertId} id={`expert-${one.expertId}`}>
          <span className="expert-choice">
            <strong>{one.name}</strong> {one.title} <span className="second">{one.unionName}</span>
          </span>
          <span className="second">{one.reasons.join('，')}</span>
        </Checkbox>
      ))}
    </Checkbox.Group>
  );
}
