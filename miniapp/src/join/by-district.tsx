import { View } from '@tarojs/components';
import { useState } from 'react';
import { api } from '../api';
import { Word } from '../ui/button';
import { Facts } from '../ui/facts';
import { Row } from '../ui/row';
import { Empty, Failed, Skeleton } from '../ui/states';
import { useCall } from '../use-call';
import { UnionList } from './union-list';

interface District {
  code: string;
  name: string;
}

const questions = ['您在哪个省工作？', '哪个市？', '哪个区县？'];

async function look(at: District | undefined, holding: boolean) {
  const under = at && at.code.length < 6 ? { under: at.code } : {};
  const [districts, unions] = await Promise.all([
    at && at.code.length === 6 ? { items: [] } : api('GET /districts', { query: under }),
    // A whole province is too long a list to be of use.
    at && at.code.length > 2
      ? api('GET /unions', { query: { district: at.code, ...(holding ? { holding: '1' as const } : {}) } })
      : undefined,
  ]);
  return { districts: districts.items, unions };
}

/** Province, city, county; from the city on with the unions found there. */
export const ByDistrict = ({ holding }: { holding: boolean }) => {
  const [path, setPath] = useState<District[]>([]);
  const at = path.at(-1);
  const { data, error, again } = useCall(() => look(at, holding), at?.code);

  const show = () => {
    if (!data) return error ? <Failed error={error} again={again} /> : <Skeleton />;
    const { districts, unions } = data;
    return (
      <>
        {districts.length > 0 && (
          <Facts title={questions[path.length] ?? ''}>
            {districts.map(({ code, name, unions: count }) => (
              <Row
                key={code}
                id={`district-${code}`}
                icon="place"
                title={name}
                onTap={() => setPath([...path, { code, name }])}
              >
                {count} 家工会
              </Row>
            ))}
          </Facts>
        )}
        {unions && unions.total > 0 && <UnionList {...unions} />}
        {unions?.total === 0 && districts.length === 0 && (
          <Empty icon="union" title={`${at?.name}还没有可以网上加入的工会。`}>
            <Word onTap={() => setPath(path.slice(0, -1))}>看看附近的区县</Word>
          </Empty>
        )}
      </>
    );
  };
  return (
    <>
      {holding && <View className="second gap">没有单位也能入会：先选您常跑的地方，再选街道或行业的工会。</View>}
      {path.length > 0 && (
        <View className="words start">
          {path.map(({ code, name }, i) => (
            <Word key={code} icon="edit" onTap={() => setPath(path.slice(0, i))}>
              {name}，重选
            </Word>
          ))}
        </View>
      )}
      {show()}
    </>
  );
};
