/** What may be done with a union. Each act says first what it brings with it. */
import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type ComponentType, useState } from 'react';
import { useNavigate } from 'react-router';
import { Close } from './close';
import { Found } from './found';
import { Merge } from './merge';
import { Move } from './move';
import type { Union } from './profile-words';
import { ReviewSetting } from './review-setting';

export interface UnionActProps {
  union: Union;
  /** Called with the sentence to show and, where the page is to change, another union's id. */
  done: (words: string, to?: string) => void;
  close: () => void;
}

type Act = 'found' | 'move' | 'merge' | 'close' | 'review';
const acts: Record<Act, { label: string; note: string; danger?: boolean; dialog: ComponentType<UnionActProps> }> = {
  found: { label: '组建下级工会', note: '在它下面新建一家', dialog: Found },
  review: { label: '改审核设置', note: '要另外两个人复核', dialog: ReviewSetting },
  move: { label: '划转', note: '换到另一个上级之下', danger: true, dialog: Move },
  merge: { label: '合并', note: '并入另一家工会', danger: true, dialog: Merge },
  close: { label: '撤销', note: '会员由另一家接收', danger: true, dialog: Close },
};

export function Acts({ union }: { union: Union }) {
  const [act, setAct] = useState<Act>();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const may = (Object.keys(acts) as Act[]).filter((one) => union.may.includes(one));
  const Dialog = act && acts[act].dialog;
  const done = (words: string, to?: string) => {
    setAct(undefined);
    message.success(words);
    void client.invalidateQueries();
    if (to) navigate(to);
  };
  return (
    <aside className="panel decision" aria-label="可以办的事">
      <h2>可以办的事</h2>
      {may.length === 0 && (
        <p id="why-not">
          {union.closedAt
            ? '这家工会已撤销，只能查看。'
            : '您的岗位在这里没有要办的事。组建、划转、合并、撤销由上级工会办理。'}
        </p>
      )}
      {may.map((one) => (
        <Button
          key={one}
          id={`union-${one}`}
          className="act"
          block
          danger={acts[one].danger ?? false}
          onClick={() => setAct(one)}
        >
          {acts[one].label}
          <span className="second">{acts[one].note}</span>
        </Button>
      ))}
      {Dialog && <Dialog union={union} done={done} close={() => setAct(undefined)} />}
    </aside>
  );
}
