import type { PromptUse } from './prompt-views.ts'

const WORDS: Readonly<Record<PromptUse['kind'], string>> = {
  flow: 'menu',
  queue: 'music of the queue',
  announcement: 'announcement',
  allLinesBusy: 'what is said when all lines are busy',
  suspended: 'what is said when the service is suspended',
}

/** `menu "Main menu" (step "Repairs"), music of the queue "Billing"`, for a sentence. */
export const describePromptUses = (uses: readonly PromptUse[]): string =>
  uses
    .map(({ kind, name, detail }) =>
      [WORDS[kind], ...(name === '' ? [] : [`"${name}"`]), ...(detail === '' ? [] : [`(step "${detail}")`])].join(' '),
    )
    .join(', ')
