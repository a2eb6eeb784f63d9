import { plainText } from '../text/excerpt.ts'
import type { Facts } from './facts.ts'
import type { Finding } from './judge.ts'
import { hostOf, linksIn } from './links.ts'
import { listed } from './rules.ts'

type Check = (facts: Facts) => Finding | Finding[] | null

const found = (score: number, reason: string): Finding => ({ score, reason })

/** Why every comment waits, and any that came without a reason. */
export const EVERY = 'every comment waits for a moderator'

const trap: Check = ({ trapped }) => (trapped ? found(10, 'a hidden field was filled in') : null)

// A token that is missing or old proves nothing by itself: proxies strip fields, pages stay open for weeks.
const token: Check = ({ token: state }) => {
  if (state === 'missing') return found(1, 'the form did not come from our page')
  if (state === 'expired') return found(0.5, 'the form was weeks old')
  return state === 'forged' ? found(3, 'the form carried a false signature') : null
}

const unknown: Check = ({ isKnown, settings }) =>
  isKnown || !settings.holdUnknown ? null : found(1, 'first comment of this reader')

const everything: Check = ({ settings }) => (settings.holdAll ? found(1, EVERY) : null)

const flood: Check = ({ recent, sinceLast }) => {
  const findings: Finding[] = []
  if (recent.fromAddress >= 5)
    findings.push(
      found(recent.fromAddress >= 10 ? 5 : 2, `${recent.fromAddress} comments from one address in ten minutes`),
    )
  if (recent.onArticle >= 50) findings.push(found(1, `${recent.onArticle} comments on this article in ten minutes`))
  if (sinceLast !== null && sinceLast < 15_000) findings.push(found(1, 'less than 15 seconds after the last one'))
  return findings
}

const repeated: Check = ({ likeness }) => {
  if (likeness >= 0.98) return found(5, 'the same text was posted before')
  return likeness >= 0.8 ? found(2, 'almost the same text was posted before') : null
}

const links: Check = ({ html, form, settings }) => {
  const hosts = linksIn(html).map(hostOf)
  const findings: Finding[] = []
  if (hosts.length >= settings.holdLinks) findings.push(found(hosts.length >= 10 ? 5 : 1, `${hosts.length} links`))
  if (hosts.some((host) => /^\d+(?:\.\d+){3}$/.test(host))) findings.push(found(2, 'a link to a bare number address'))
  if (hosts.some((host) => /(?:^|\.)xn--/.test(host))) findings.push(found(0.5, 'a link to a name in disguise'))
  // An address without a host, as of mail, is no website's.
  const site = hostOf(form.url)
  if (site !== '' && hosts.includes(site)) findings.push(found(1, 'links to the website given'))
  return findings
}

const markup: Check = ({ form }) => {
  const findings: Finding[] = []
  if (/\[(?:url|link)[=\]]/i.test(form.comment)) findings.push(found(3, 'markup of another system'))
  if (/https?:|www\.|<a\b/i.test(form.author)) findings.push(found(3, 'an address as a name'))
  if (form.author.length > 40) findings.push(found(0.5, 'a very long name'))
  return findings
}

const shouting: Check = ({ form }) => {
  const letters = form.comment.match(/\p{L}/gu) ?? []
  const capitals = form.comment.match(/\p{Lu}/gu) ?? []
  return letters.length > 40 && capitals.length > letters.length * 0.7 ? found(0.5, 'mostly capitals') : null
}

const scripts = {
  Latn: /\p{sc=Latn}/gu,
  Cyrl: /\p{sc=Cyrl}/gu,
  Grek: /\p{sc=Grek}/gu,
  Arab: /\p{sc=Arab}/gu,
  Hebr: /\p{sc=Hebr}/gu,
  Hans: /\p{sc=Han}/gu,
  Jpan: /[\p{sc=Hira}\p{sc=Kana}]/gu,
  Hang: /\p{sc=Hang}/gu,
  Deva: /\p{sc=Deva}/gu,
  Thai: /\p{sc=Thai}/gu,
}
const written: Record<string, (keyof typeof scripts)[]> = {
  ru: ['Cyrl'],
  uk: ['Cyrl'],
  bg: ['Cyrl'],
  sr: ['Cyrl', 'Latn'],
  el: ['Grek'],
  ar: ['Arab'],
  fa: ['Arab'],
  ur: ['Arab'],
  he: ['Hebr'],
  zh: ['Hans'],
  ja: ['Jpan', 'Hans'],
  ko: ['Hang'],
  hi: ['Deva'],
  th: ['Thai'],
}

const alphabet: Check = ({ html, language }) => {
  const text = plainText(html)
  const expected = [...(written[language.split('-')[0] ?? ''] ?? []), 'Latn'] as const
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  if (letters < 12) return letters === 0 ? found(0.5, 'no words') : null
  const own = expected.reduce((sum, name) => sum + (text.match(scripts[name])?.length ?? 0), 0)
  const findings: Finding[] = []
  if (own < letters * 0.5) findings.push(found(0.5, 'written in another alphabet than the article'))
  // Latin and Cyrillic inside one word is how a filter is dodged, not how anybody writes.
  if (/(?:\p{sc=Latn}\p{sc=Cyrl}|\p{sc=Cyrl}\p{sc=Latn})/u.test(text))
    findings.push(found(2, 'two alphabets in one word'))
  return findings
}

const lists: Check = (facts) =>
  listed(facts).map(({ action, field }) =>
    found(action === 'spam' ? 10 : 1, `on the ${action === 'spam' ? 'block' : 'hold'} list (${field})`),
  )

const learnedOpinion: Check = ({ spamProbability }) => {
  if (spamProbability === null) return null
  const percent = `${Math.round(spamProbability * 100)} %`
  if (spamProbability >= 0.99) return found(5, `the filter is ${percent} sure that this is spam`)
  return spamProbability >= 0.8 ? found(1, `the filter is ${percent} sure that this is spam`) : null
}

/** In the order in which a moderator reads them. */
export const checks: readonly Check[] = [
  trap,
  token,
  everything,
  unknown,
  flood,
  repeated,
  links,
  markup,
  shouting,
  alphabet,
  lists,
  learnedOpinion,
]
