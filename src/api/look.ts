import * as v from 'valibot'
import type { Database } from '../db/database.ts'
import type { FieldError } from '../http/problem.ts'
import { refused } from '../http/validate.ts'
import { findMediaRow } from '../media/library.ts'
import { mediaPath } from '../media/store.ts'
import { type Logo, type Look, type StoredLook, shadesOf, typefaces } from '../settings/look.ts'
import type { LookPatch } from '../settings/look-input.ts'

const Links = () => v.array(v.object({ label: v.string(), href: v.string() }))

/** For the OpenAPI document alone, so that the Worker carries none of it. */
export const LookJson = () =>
  v.object({
    accent: v.nullable(v.string()),
    /** What is made of the accent by day and by night. */
    shades: v.nullable(v.object({ light: v.string(), dark: v.string() })),
    type: v.picklist(typefaces),
    logo: v.nullable(v.string()),
    favicon: v.nullable(v.string()),
    navigation: Links(),
    footer: v.object({ text: v.string(), links: Links() }),
    social: Links(),
  })

export const lookJson = ({ logo, accent, ...look }: Look): v.InferInput<ReturnType<typeof LookJson>> => ({
  accent,
  shades: accent === null ? null : shadesOf(accent),
  ...look,
  logo: logo?.src ?? null,
})

/** The change as it is stored; 422 where a picture was never uploaded. */
export async function lookChange(
  db: Database,
  { logo, favicon, ...patch }: LookPatch,
): Promise<StoredLook & Record<string, unknown>> {
  const [foundLogo, foundIcon] = await Promise.all([pictureAt(db, logo), pictureAt(db, favicon)])
  const errors: FieldError[] = []
  if (foundLogo === undefined && logo) errors.push({ field: 'look.logo', problem: NOT_THERE })
  if (foundIcon === undefined && favicon) errors.push({ field: 'look.favicon', problem: NOT_THERE })
  if (errors.length > 0) throw refused(errors)
  return {
    ...patch,
    ...(logo !== undefined && { logo: foundLogo ?? null }),
    ...(favicon !== undefined && { favicon }),
  }
}

/** Of a path of ours under which nothing was uploaded. */
export const NOT_THERE = 'There is no such picture: upload it first'

async function pictureAt(db: Database, path: string | null | undefined): Promise<Logo | undefined> {
  const row = path ? await findMediaRow(db, path.slice(mediaPath('').length)) : undefined
  return row?.type.startsWith('image/') && row.width && row.height
    ? { src: mediaPath(row.name), width: row.width, height: row.height }
    : undefined
}
