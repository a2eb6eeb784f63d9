import * as v from 'valibot'

/** How a type is called by somebody who writes JSON. */
const called: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  Array: 'a list',
  Object: 'an object',
}

/** Says what is wrong with an input in plain words. Schemas that have words of their own keep them. */
export function speakPlainly(): void {
  v.setSchemaMessage(ofSchema)
  v.setSpecificMessage(v.maxLength, ({ input, requirement }) => `May have ${requirement} ${counted(input)} at most`)
  v.setSpecificMessage(v.minLength, ({ input, requirement }) => `Must have ${requirement} ${counted(input)} at least`)
  v.setSpecificMessage(v.minValue, ({ requirement }) => `Must be ${requirement} or more`)
  v.setSpecificMessage(v.maxValue, ({ requirement }) => `Must be ${requirement} or less`)
  v.setSpecificMessage(v.integer, 'Must be a whole number')
}

function ofSchema({ expected, received, path }: v.BaseIssue<unknown>): string {
  if (expected === 'never') return 'No such field'
  if (received === 'undefined' && path?.at(-1)?.origin === 'key') return 'Is required'
  if (expected?.startsWith('(')) return `Must be one of ${expected.replace(/[()"]/g, '').replaceAll(' | ', ', ')}`
  return `Must be ${called[expected ?? ''] ?? expected}`
}

const counted = (input: unknown) => (typeof input === 'string' ? 'characters' : 'entries')
