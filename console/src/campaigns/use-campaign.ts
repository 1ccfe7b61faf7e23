import type { Input, Reply } from '@niangjia/shared/contract/index';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api';

export type Found = Reply<'GET /campaigns/:id'>;
export type Body = Input<'POST /campaigns'>['body'];
export type Kind = Body['kinds'][number];

/** What its figures are divided by. */
export const parts = { kind: '券', union: '工会', day: '日期', occupation: '工种' } as const;
export type Part = keyof typeof parts;
export type Counted = Reply<'GET /campaigns/:id/figures'>;

/** Entering is over and the draw has not been carried out: the server does that beside, within seconds. */
const waitsForDraw = ({ way, phase, drawnAt }: Found): boolean =>
  way === 'lottery' && phase === 'over' && drawnAt === null;

export const useCampaign = (id: string) =>
  useQuery({
    queryKey: ['GET /campaigns/:id', id],
    queryFn: () => api('GET /campaigns/:id', { params: { id } }),
    enabled: id !== '',
    refetchInterval: ({ state }) => (state.data && waitsForDraw(state.data) ? 2000 : false),
  });
