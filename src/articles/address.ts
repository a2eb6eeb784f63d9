/** Every URL of the paper is made here; paths are relative to the site's address. */
export const sectionPath = (slug: string) => `/sections/${slug}`
export const topicPath = (slug: string) => `/topics/${slug}`
export const authorPath = (slug: string) => `/authors/${slug}`
export const yearPath = (year: number) => `/${year}`
export const monthPath = (year: number, month: number) => `/${year}/${String(month).padStart(2, '0')}`
export const articlePath = (year: number, month: number, slug: string) => `${monthPath(year, month)}/${slug}`
export const historyPath = (article: string) => `${article}/history`
export const correctionsPath = '/corrections'
