/** Half of config/screen-reader.ts that runs on the phone: it numbers the attributes as the templates do. */
import { mergeInternalComponents } from '@tarojs/shared';
import { components } from './screen-reader-names';

mergeInternalComponents(components);
