import type { Pages } from '../use-pages';
import { Notice } from './answer';
import { Big } from './button';

/** The way to the rest of a list. */
export const More = ({ next, showMore, failure }: Pages) => (
  <>
    {failure && <Notice tone="needs">{failure}</Notice>}
    {next && (
      <Big id="more" other onTap={showMore}>
        再看一些
      </Big>
    )}
  </>
);
