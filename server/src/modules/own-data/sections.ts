/**
 * Everything that is kept about one person, section by section: what an export holds. Each table that names a person
 * stands here or, with its reason, among those that are left out; a test finds a table that is in neither.
 */
import type { Section } from './section';
import { accountSections } from './sections-account';
import { caseSections } from './sections-case';
import { eventSections } from './sections-event';
import { visitSections } from './sections-visit';
import { voucherSections } from './sections-voucher';

export const sections: Record<string, Section> = {
  ...caseSections,
  ...voucherSections,
  ...eventSections,
  ...visitSections,
  ...accountSections,
};

/** Tables that name a person and are not in the export, each with its reason. */
export const leftOut: Record<string, string> = {
  staff_account: 'the account of somebody who works for a union: its holder sees it in the console',
  hold: 'the secrecy of a case of law; the state of a closing says that there is one',
  erasure: 'about people who are known no more',
  data_key: 'a key, not data',
};
