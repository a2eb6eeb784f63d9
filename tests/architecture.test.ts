import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

/** DESIGN's import table: what each folder of `src/` may import, besides its own files. */
const mayImport: Record<string, string[]> = {
  text: [],
  db: [],
  cache: ['db'],
  articles: ['text', 'db', 'cache'],
  comments: ['text', 'db', 'cache'],
  accounts: ['text', 'db', 'cache'],
  media: ['text', 'db', 'cache'],
  settings: ['text', 'db', 'cache'],
  transfer: ['text', 'db', 'cache', 'articles', 'comments', 'accounts', 'media', 'settings'],
  http: ['env', 'accounts', 'settings', 'cache', 'db', 'text'],
  ui: ['env', 'text', 'articles', 'comments', 'accounts', 'media', 'settings', 'db'],
  app: ['env', 'db', 'http', 'ui', 'settings', 'site', 'newsroom', 'api', 'feeds'],
  index: ['app', 'cron', 'env', 'db', 'cache'],
}
const doors = ['site', 'newsroom', 'api', 'feeds', 'cron']
const belowDoors = [
  'env',
  'text',
  'db',
  'cache',
  'articles',
  'comments',
  'accounts',
  'media',
  'settings',
  'transfer',
  'http',
  'ui',
]
for (const door of doors) mayImport[door] = belowDoors
const nouns = ['articles', 'comments', 'accounts', 'media', 'settings']

interface File {
  path: string
  text: string
  lines: number
  imports: { path: string; typeOnly: boolean; outside: boolean }[]
}

const files = walk('src')
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
  .map(readSource)

describe('the import table', () => {
  for (const file of files) {
    test(`${file.path} imports only what its folder may`, () => {
      const folder = folderOf(file.path)
      for (const each of file.imports.filter((one) => !one.outside)) {
        const target = folderOf(each.path)
        if (target === folder) continue
        if (folder === 'env') expect(each.typeOnly, `env.ts imports a value: ${each.path}`).toBe(true)
        else expect(mayImport[folder], `${file.path} → ${each.path}`).toContain(target)
      }
    })
  }

  test('nouns know nothing of HTTP', () => {
    for (const file of files.filter(({ path }) => nouns.includes(folderOf(path)))) {
      for (const { path } of file.imports) expect(path, file.path).not.toMatch(/^hono/)
    }
  })

  test('no file reaches itself by imports', () => {
    const graph = new Map(
      files.map(({ path, imports }) => [
        path,
        imports.filter((one) => !one.outside && !one.typeOnly).map((one) => one.path),
      ]),
    )
    for (const { path } of files) expect(ring(path, graph), `ring: ${ring(path, graph)?.join(' → ')}`).toBeNull()
  })
})

describe('every source file', () => {
  for (const file of [
    ...files,
    ...walk('tools')
      .filter((path) => path.endsWith('.ts'))
      .map(readSource),
  ]) {
    test(`${file.path} is small and plainly typed`, () => {
      expect(file.lines).toBeLessThanOrEqual(250)
      expect(file.text).not.toMatch(/(?::|<|\bas|\|)\s*any\b|\bany\[\]/)
      const statements = file.text.split('\n').filter((line) => line.trim() && !line.trim().startsWith('//'))
      expect(statements.length > 0 && statements.every((line) => /^export .* from '/.test(line)), 'a barrel').toBe(
        false,
      )
    })
  }
})

describe('writing', () => {
  const elsewhere = files.filter(({ path }) => path !== 'src/cache/change.ts')
  for (const file of elsewhere) {
    test(`${file.path} executes no write`, () => {
      expect(file.text).not.toMatch(/await\s+[\w.]*\.(?:insert|update|delete)\(/)
      expect(file.text).not.toMatch(/\.(?:run|execute)\(\s*\)/)
      for (const [, batch = ''] of file.text.matchAll(/\.batch\(\[([\s\S]*?)\]\)/g)) {
        expect(batch).not.toMatch(/\.(?:insert|update|delete)\(/)
      }
    })
  }
})

describe('the edge', () => {
  test('no handler that keeps its answer reads a cookie; cookies are read in one place', () => {
    for (const { path, text } of files) {
      if (path === 'src/http/visitor.ts') continue
      expect(text, path).not.toMatch(/getCookie|header\('Cookie'\)/i)
    }
  })

  test('raw HTML is shown only where it was cleaned when written, or is ours', () => {
    const allowed = [
      // Of widths and addresses that it finds there, and of nothing else, it makes lists.
      'withSmaller(article.bodyHtml, site.address',
      'comment.bodyHtml',
      'own.bodyHtml',
      'preview.bodyHtml',
      'principles.html',
      'style',
      // JSON without one "<", in an element that browsers do not run.
      'escapedJson',
      "'<!DOCTYPE html>'",
    ]
    for (const { path, text } of files) {
      for (const [, what = ''] of text.matchAll(/\braw\(([^)]*)\)/g)) expect(allowed, path).toContain(what)
      expect(text, path).not.toContain('dangerouslySetInnerHTML')
    }
  })

  test('Hono is the one of http/hono.ts: its own class would carry three routers', () => {
    for (const { path, text } of files) expect(text, path).not.toMatch(/^import \{[^}]*\bHono\b[^}]*\} from 'hono'/m)
  })

  test('the local edge knows the project by its entry alone', () => {
    for (const file of walk('tools/local-edge')
      .filter((path) => path.endsWith('.ts'))
      .map(readSource)) {
      const out = file.imports.filter((one) => !one.outside && !one.path.startsWith('tools/local-edge/'))
      expect(out.map((one) => one.path)).toEqual(file.path === 'tools/local-edge/worker.ts' ? ['src/index.ts'] : [])
    }
  })
})

function walk(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function readSource(path: string): File {
  const text = readFileSync(path, 'utf8')
  const imports = [...text.matchAll(/^(?:import|export) (type )?(?:[^'"]*? from )?'([^']+)'/gm)].map(
    ([, typeOnly, from = '']) => {
      const outside = !from.startsWith('.')
      return {
        path: outside ? from : relative('.', normalize(join(dirname(path), from))),
        typeOnly: typeOnly !== undefined,
        outside,
      }
    },
  )
  return { path, text, lines: text.split('\n').length - 1, imports }
}

/** `src/articles/list.ts` → `articles`; `src/app.tsx` → `app`. */
function folderOf(path: string): string {
  const [, second = ''] = path.split('/')
  return second.replace(/\.tsx?$/, '')
}

function ring(start: string, graph: Map<string, string[]>): string[] | null {
  const seen = new Set<string>()
  const visit = (path: string, trail: string[]): string[] | null => {
    for (const next of graph.get(path) ?? []) {
      if (next === start) return [...trail, next]
      if (seen.has(next)) continue
      seen.add(next)
      const found = visit(next, [...trail, next])
      if (found) return found
    }
    return null
  }
  return visit(start, [start])
}
