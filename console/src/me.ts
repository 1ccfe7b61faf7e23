/** Who is signed in, with which posts, and what they may do. */
import type { Reply } from '@niangjia/shared/contract/index';
import type { Permission } from '@niangjia/shared/rules/roles';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { api } from './api';

export type Me = Reply<'GET /staff/me'>;

export const useMeQuery = (enabled: boolean): UseQueryResult<Me> =>
  useQuery({ queryKey: ['GET /staff/me'], queryFn: () => api('GET /staff/me'), staleTime: 5 * 60_000, enabled });

const MeContext = createContext<Me>({ name: '', account: '', posts: [], may: [] });
export const MeProvider = MeContext.Provider;

export const useMe = (): Me => useContext(MeContext);
export const useMay = (permission: Permission): boolean => useMe().may.includes(permission);
