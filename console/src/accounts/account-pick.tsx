import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { api } from '../api';
import { useSettled } from '../ui/union-pick';

interface AccountPickProps {
  id?: string;
  value?: string | null;
  onChange?: (id: string | null) => void;
  /** Not to be chosen. */
  except?: string;
}

/** Chooses a staff account by a part of its holder's name. */
export function AccountPick({ id, value, onChange, except }: AccountPickProps) {
  const [text, setText] = useState('');
  const name = useSettled(text.trim());
  const [label, setLabel] = useState('');
  const found = useQuery({
    queryKey: ['GET /accounts', { name }],
    queryFn: () => api('GET /accounts', { query: name ? { name } : {} }),
  });
  const options = (found.data?.items ?? [])
    .filter((one) => one.id !== except && one.state !== 'disabled')
    .map((one) => ({
      value: one.id,
      label: `${one.name} ${one.account}${one.posts[0] ? `（${one.posts[0].unionName} ${one.posts[0].roleLabel}）` : ''}`,
    }));
  if (value && !options.some((one) => one.value === value)) options.unshift({ value, label });
  return (
    <Select<string>
      {...(id && { id })}
      allowClear
      getPopupContainer={(select: HTMLElement) => select.parentElement ?? select}
      showSearch={{ filterOption: false, onSearch: setText, searchValue: text }}
      loading={found.isFetching}
      placeholder="输入姓名查找"
      notFoundContent={found.isFetching ? '正在查找' : '没有找到这个姓名的账号。'}
      value={value || null}
      options={options}
      onChange={(next, option) => {
        setText('');
        setLabel(option && !Array.isArray(option) ? String(option.label) : '');
        onChange?.(next ?? null);
      }}
    />
  );
}
