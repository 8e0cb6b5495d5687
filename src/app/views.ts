/** The views of the page: a line each. A view is an element with a property `app`, loaded when it is first shown. */
import { msg } from '@lit/localize';
import type { TemplateResult } from 'lit';
import { icons } from './shell/icons.ts';
import type { AppState } from './state/app-state.ts';

/** What a view's element must have. */
export interface ViewElement extends HTMLElement {
  app: AppState;
}

export interface View {
  /** Its name in the address: `?view=id`. */
  id: string;
  /** The name of its element. */
  tag: string;
  title: () => string;
  icon: TemplateResult;
  /** Defines the element. */
  load: () => Promise<unknown>;
}

/** In the order of the navigation; the first is shown where the address names none. */
export const views: readonly [View, ...View[]] = [
  {
    id: 'library',
    tag: 'library-view',
    title: () => msg('Photographs'),
    icon: icons.photographs,
    load: () => import('./library/library-view.ts'),
  },
  {
    id: 'captions',
    tag: 'captions-view',
    title: () => msg('Captions'),
    icon: icons.captions,
    load: () => import('./captions/captions-view.ts'),
  },
  {
    id: 'chat',
    tag: 'chat-view',
    title: () => msg('Conversation'),
    icon: icons.chat,
    load: () => import('./chat/chat-view.ts'),
  },
  {
    id: 'models',
    tag: 'models-view',
    title: () => msg('Models'),
    icon: icons.models,
    load: () => import('./models/models-view.ts'),
  },
  {
    id: 'benchmark',
    tag: 'benchmark-view',
    title: () => msg('Benchmark'),
    icon: icons.benchmark,
    load: () => import('./benchmark/benchmark-view.ts'),
  },
];
