/** What a `wx` function fails with: the words after `fail`, and WeChat's number where it has one. */
export class WxFailure extends Error {
  constructor(
    readonly words: string,
    readonly errno?: number,
  ) {
    super(words);
  }
}
