import { View } from '@tarojs/components';
import { Icon } from './icon';
import { named, ticked } from './named';

const starWords = ['很不满意', '不满意', '一般', '满意', '很满意'] as const;

/** Five stars of which one is tapped; the word says what they mean. */
export const Stars = ({ stars, onChoose }: { stars: number; onChoose: (stars: number) => void }) => (
  <>
    <View className="stars" {...named('radiogroup', '几颗星')}>
      {starWords.map((word, i) => (
        <View
          key={word}
          id={`star-${i + 1}`}
          className={i < stars ? 'star on' : 'star'}
          {...ticked('radio', i + 1 === stars, `${i + 1} 星，${word}`)}
          onClick={() => onChoose(i + 1)}
        >
          <Icon name={i < stars ? 'star-full' : 'star'} />
        </View>
      ))}
    </View>
    <View className="second">{stars ? `${stars} 星，${starWords[stars - 1]}` : '点一颗星'}</View>
  </>
);

/** `4.8`, with a star before it. */
export const StarsSaid = ({ stars, count }: { stars: number; count?: number }) => (
  <View className="stars-said">
    <Icon name="star-full" />
    <View>{count === undefined ? `${stars} 星` : `${stars}（${count} 次评价）`}</View>
  </View>
);
