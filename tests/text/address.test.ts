import { describe, expect, test } from 'vitest'
import { prefixIn, senderIn } from '../../src/text/address.ts'

describe('a network address', () => {
  test.each([
    ['203.0.113.9', '203.0.113.9', '203.0.113.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1::/48'],
    ['2001:0DB8:0001::', '2001:db8:1:0::/64', '2001:db8:1::/48'],
    ['2001:db8::1', '2001:db8:0:0::/64', '2001:db8:0::/48'],
    ['::1', '0:0:0:0::/64', '0:0:0::/48'],
    ['::ffff:203.0.113.9', '203.0.113.9', '203.0.113.0/24'],
  ])('%s is of a sender and a network', (address, sender, network) => {
    expect(senderIn(address)).toEqual({ sender, network })
  })

  test.each(['', 'localhost', '999.1.1.1', '203.0.113', 'a:b', '1:2:3:4:5:6:7:8:9', ':::'])('%s is none', (text) => {
    expect(senderIn(text)).toBeNull()
  })
})

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['203.0.113.*', '203.0.113.0/24'],
  ['203.0.113.8/24', '203.0.113.0/24'],
  ['2001:db8:1:2::/64', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::/48', '2001:db8:1::/48'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['203.0.113.0/16', null],
  ['203.0.*.*', null],
  ['2001:db8::/32', null],
  ['*', null],
])('a rule that names %s means %s', (pattern, prefix) => {
  expect(prefixIn(pattern)).toBe(prefix)
})
