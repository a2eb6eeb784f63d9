import type { Mutation } from './mutation.ts'
import { commentMutations } from './mutations-comments.ts'
import { pageMutations } from './mutations-pages.ts'

/** Ways to break freshness; `npm run prove:mutations` shows that the proof notices every one. */
export const mutations: Mutation[] = [...pageMutations, ...commentMutations]
