/**
 * A chat as the page keeps it: its turns are a tree, since editing a question or asking for another answer
 * begins a branch and forgets nothing. One path of it is shown.
 */
import type { FinishReason, TurnTimings } from '../../index.ts';

export interface ChatNode {
  id: string;
  /** The turn before it; null for a first one. */
  parent: string | null;
  role: 'user' | 'assistant';
  text: string;
  /** Ids of its pictures. */
  pictures: string[];
  /** An answer's ids, of the pack that the chat names. */
  ids?: number[];
  tokens?: number;
  finishReason?: FinishReason;
  timings?: TurnTimings;
}

export interface ChatTree {
  id: string;
  name: string;
  changedMs: number;
  /** Id and version of the pack that answered; its token ids mean nothing to another. */
  pack: string;
  nodes: ChatNode[];
  /** The last turn of the path shown; null while there is none. */
  leaf: string | null;
}

export function emptyChat(): ChatTree {
  return { id: crypto.randomUUID(), name: '', changedMs: Date.now(), pack: '', nodes: [], leaf: null };
}

/** The turns shown, first to last. */
export function pathOf({ nodes, leaf }: ChatTree, end: string | null = leaf): ChatNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const path: ChatNode[] = [];
  for (let node = byId.get(end ?? ''); node && path.length < nodes.length; node = byId.get(node.parent ?? ''))
    path.unshift(node);
  return path;
}

/** The turns that stand in the same place as `node`, itself among them, oldest first. */
export function versionsOf({ nodes }: ChatTree, { parent, role }: ChatNode): ChatNode[] {
  return nodes.filter((other) => other.parent === parent && other.role === role);
}

/** Adds a turn after `parent`, and shows it. */
export function addNode(
  chat: ChatTree,
  parent: string | null,
  node: Omit<ChatNode, 'id' | 'parent'>,
): ChatNode {
  const added: ChatNode = { ...node, id: crypto.randomUUID(), parent };
  chat.nodes.push(added);
  chat.leaf = added.id;
  return added;
}

/** Takes away a turn without any after it, and shows the path up to it. */
export function removeLeaf(chat: ChatTree, node: ChatNode): void {
  chat.nodes = chat.nodes.filter((other) => other !== node);
  chat.leaf = node.parent;
}

/** Shows the path through `node`, from there on by the newest turns. */
export function showBranch(chat: ChatTree, node: ChatNode): void {
  let end = node;
  for (
    let next: ChatNode | undefined = node;
    next;
    next = chat.nodes.findLast((other) => other.parent === end.id)
  )
    end = next;
  chat.leaf = end.id;
}

/** The chat's name, or what it began with. */
export function nameOf({ name, nodes }: ChatTree): string {
  const first = nodes.find(({ role }) => role === 'user')?.text ?? '';
  return name || (first.length > 60 ? `${first.slice(0, 57)}…` : first);
}

/** Whether every word of the query occurs in the chat's name or turns. */
export function chatMatches(chat: ChatTree, query: string): boolean {
  const text = [chat.name, ...chat.nodes.map((node) => node.text)].join('\n').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
