import type { Reply } from '@niangjia/shared/contract/index';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { api } from '../api';

export type FoundProblem = Reply<'GET /problems/:id'>;

export const useProblem = (id: string) =>
  useQuery({ queryKey: ['GET /problems/:id', id], queryFn: () => api('GET /problems/:id', { params: { id } }) });

/** What follows an act: the page as it is now, fresh lists, a word, the dialog away. */
export function useDone(close: () => void) {
  const client = useQueryClient();
  const { message } = App.useApp();
  return (words: string) => (after: FoundProblem) => {
    client.setQueryData(['GET /problems/:id', after.id], after);
    void client.invalidateQueries({ queryKey: ['GET /problems'] });
    void client.invalidateQueries({ queryKey: ['GET /problems/:id/experts'] });
    message.success(words);
    close();
  };
}

export interface DialogProps {
  problem: FoundProblem;
  close: () => void;
}
