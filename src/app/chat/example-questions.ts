/** Questions to try, of LLaVA's three kinds, as buttons. */
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import type { PackInfo } from '../../index.ts';
import { modelLanguage } from '../model-language.ts';

export function exampleQuestions({ examples }: PackInfo, onChoose: (question: string) => void) {
  if (!examples) return nothing;
  const kinds: [string, string[]][] = [
    [msg('Ask'), examples.conversation],
    [msg('Describe'), examples.detail],
    [msg('Think'), examples.reasoning],
  ];
  return html`<div class="examples">
    ${kinds.map(
      ([kind, questions]) =>
        html`<div role="group" aria-label=${kind}>
          <h3>${kind}</h3>
          ${questions.map(
            (question) =>
              html`<button lang=${modelLanguage} @click=${() => onChoose(question)}>${question}</button>`,
          )}
        </div>`,
    )}
  </div>`;
}
