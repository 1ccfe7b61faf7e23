/** A page's data: loading, here, or failed with a way to try again. Loads anew when the page is shown again. */
import { useDidHide, useDidShow } from '@tarojs/taro';
import { useCallback, useEffect, useRef, useState } from 'react';

export interface Call<T> {
  data: T | undefined;
  error: unknown;
  again: () => Promise<void>;
}

/** @param about what the data is about, as text: when it changes, everything is loaded anew */
export function useCall<T>(load: () => Promise<T>, about = ''): Call<T> {
  const [state, setState] = useState<{ data?: T; error?: unknown }>({});
  const turn = useRef(0);
  const away = useRef(false);
  const newest = useRef(load);
  newest.current = load;

  const again = useCallback(async () => {
    turn.current += 1;
    const mine = turn.current;
    try {
      const data = await newest.current();
      if (mine === turn.current) setState({ data });
    } catch (error) {
      if (mine === turn.current) setState((old) => ({ ...old, error }));
    }
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what it is about stands for everything that `load` uses
  useEffect(() => {
    setState({});
    void again();
    return () => {
      turn.current += 1;
    };
  }, [about, again]);

  // Not at the first showing: a part of the page that comes later than the page would miss that one.
  useDidHide(() => {
    away.current = true;
  });
  useDidShow(() => {
    if (away.current) void again();
    away.current = false;
  });

  return { data: state.data, error: state.error, again };
}
