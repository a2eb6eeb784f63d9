/** What a token may do. Each writes implies reading the same. */
export const scopes = [
  'articles:read',
  'articles:write',
  'articles:publish',
  'authors:write',
  'sections:write',
  'redirects:write',
  'comments:read',
  'comments:moderate',
  'media:write',
  'settings:write',
  'purges:read',
] as const

export type Scope = (typeof scopes)[number]
