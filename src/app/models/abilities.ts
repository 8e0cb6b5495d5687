/** What packs can do, in words. */
import { msg } from '@lit/localize';
import type { Ability } from '../../index.ts';

export function abilityName(ability: Ability): string {
  switch (ability) {
    case 'caption':
      return msg('Captions');
    case 'embed':
      return msg('Search');
    case 'match':
      return msg('Matching');
    case 'explain':
      return msg('Why it matched');
    case 'answer':
      return msg('Answers');
    case 'chat':
      return msg('Conversation');
    default:
      return ability satisfies never;
  }
}
