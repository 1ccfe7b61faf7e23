/** Chooses a union by typing a part of its name, among those within one's own reach. */
import { unionLevels } from '@niangjia/shared/rules/unions';
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { api } from '../api';
import { useMay } from '../me';

interface Choice {
  id: string;
  name: string;
  level: keyof typeof unionLevels;
}

/** The text once it has stood still for a quarter of a second. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 250);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** Unions whose name has the text. Who may not read the tree chooses among those of the own posts. */
function useChoices(text: string): { choices: Choice[]; loading: boolean } {
  const mayRead = useMay('unions.read');
  const name = useSettled(text.trim());
  const found = useQuery({
    queryKey: ['GET /union-tree', { name }],
    queryFn: () => api('GET /union-tree', { query: { name } }),
    enabled: mayRead && name !== '',
  });
  const own = useQuery({ queryKey: ['GET /union-choices'], queryFn: () => api('GET /union-choices') });
  if (mayRead && name !== '') return { choices: found.data?.items ?? [], loading: found.isFetching };
  const items = own.data?.items ?? [];
  return { choices: name ? items.filter((one) => one.name.includes(name)) : items, loading: own.isFetching };
}

/** The name of a union that stands in an address but not in the choices. */
function useNameOf(id: string | undefined, known: boolean): string | undefined {
  const mayRead = useMay('unions.read');
  const union = useQuery({
    queryKey: ['GET /union-tree/:id', id],
    queryFn: () => api('GET /union-tree/:id', { params: { id: id ?? '' } }),
    enabled: mayRead && id !== undefined && !known,
  });
  return union.data?.name;
}

interface UnionPickProps {
  id?: string;
  value?: string | null | undefined;
  /** null: cleared. */
  onChange?: (id: string | null) => void;
  /** Not to be chosen: the union that is moved or merged itself. */
  except?: string;
  clearable?: boolean;
  placeholder?: string;
  label?: string;
}

export function UnionPick({ id, value, onChange, except, clearable, placeholder, label }: UnionPickProps) {
  const [text, setText] = useState('');
  const { choices, loading } = useChoices(text);
  const [picked, setPicked] = useState<Choice>();
  const chosen = picked?.id === value ? picked : choices.find((one) => one.id === value);
  const name = useNameOf(value || undefined, chosen !== undefined);
  const wordsOf = (one: Choice) => `${one.name}（${unionLevels[one.level]}）`;
  const options = choices.filter((one) => one.id !== except).map((one) => ({ value: one.id, label: wordsOf(one) }));
  if (value && !options.some((one) => one.value === value))
    options.unshift({ value, label: chosen ? wordsOf(chosen) : (name ?? '正在查名称') });
  return (
    <Select<string>
      {...(id && { id })}
      {...(label && { 'aria-label': label })}
      className="union-pick"
      getPopupContainer={(select: HTMLElement) => select.parentElement ?? select}
      showSearch={{ filterOption: false, onSearch: setText, searchValue: text }}
      loading={loading}
      allowClear={clearable ?? false}
      placeholder={placeholder ?? '输入名称查找'}
      notFoundContent={loading ? '正在查找' : text ? '您的管理范围内没有这个名称的工会。' : '输入名称查找'}
      value={value || null}
      options={options}
      onChange={(next) => {
        setPicked(choices.find((one) => one.id === next));
        setText('');
        onChange?.(next ?? null);
      }}
    />
  );
}
