/** A network address, told apart as far as senders are: an IPv6 address is one of the many that its holder has. */
export interface Sender {
  /** The IPv4 address itself, or the /64 of an IPv6 one. */
  sender: string
  /** What is around it: the /24, or the /48. */
  network: string
}

/** The same text for every spelling of an address; null for what is none. */
export function senderIn(address: string): Sender | null {
  const four = ipv4In(address)
  if (four) return { sender: four, network: prefixOf4(four) }
  const groups = groupsIn(address)
  if (!groups) return null
  // An IPv4 address in IPv6's clothes.
  if (groups.slice(0, 6).join() === '0,0,0,0,0,ffff') return senderIn(lastAs4(groups))
  return { sender: prefixOf6(groups, 4), network: prefixOf6(groups, 3) }
}

/** What a rule may name: an address, or a prefix as wide as one of those above (`203.0.113.*` too); null for all else. */
export function prefixIn(text: string): string | null {
  const [address = '', size] = text.replace(/^(\d+\.\d+\.\d+)\.\*$/, '$1.0/24').split('/')
  const found = senderIn(address)
  if (!found || size === undefined) return found?.sender ?? null
  return [found.sender, found.network].find((each) => each.endsWith(`/${size}`)) ?? null
}

const ipv4In = (text: string) =>
  /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) ? (URL.parse(`http://${text}`)?.hostname ?? null) : null

const prefixOf4 = (address: string) => address.replace(/\d+$/, '0/24')
const prefixOf6 = (groups: readonly string[], count: number) => `${groups.slice(0, count).join(':')}::/${count * 16}`

function groupsIn(text: string): string[] | null {
  if (!/^[\da-f:.]+$/i.test(text) || !text.includes(':')) return null
  const host = URL.parse(`http://[${text}]`)?.hostname
  if (!host) return null
  const [left = [], right = []] = host
    .slice(1, -1)
    .split('::')
    .map((half) => half.split(':').filter(Boolean))
  return [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right]
}

function lastAs4(groups: readonly string[]): string {
  const bytes = groups.slice(6).flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255])
  return bytes.join('.')
}
