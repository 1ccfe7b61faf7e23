import { View } from '@tarojs/components';
import { Icon } from './icon';
import { named, ticked } from './named';

interface Props<Value extends string> {
  /** Each choice has the id `<name>-<value>`. */
  name: string;
  label: string;
  from: Record<Value, string>;
  chosen: Value | null;
  onChoose: (value: Value) => void;
}

/** A few large choices of which one is taken. */
export function Choices<Value extends string>({ name, label, from, chosen, onChoose }: Props<Value>) {
  return (
    <View className="choices" {...named('radiogroup', label)}>
      {(Object.entries(from) as [Value, string][]).map(([value, word]) => (
        <View
          key={value}
          id={`${name}-${value}`}
          className={chosen === value ? 'choice on' : 'choice'}
          {...ticked('radio', chosen === value, word)}
          onClick={() => onChoose(value)}
        >
          {chosen === value && <Icon name="tick" />}
          <View>{word}</View>
        </View>
      ))}
    </View>
  );
}
