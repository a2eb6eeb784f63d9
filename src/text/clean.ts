// C0 and C1 controls but tab and newline: nothing a person means to write, and some end a line or a string early.
// Noncharacters are in no text either (HTML 13.2.3.5).
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this removes
export const unfit = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\p{Noncharacter_Code_Point}]/gu

/** Text as typed, in one form: NFC, "\n" for every line end, no control character, noncharacter or half of one. */
export const clean = (text: string): string =>
  text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').replace(unfit, '').toWellFormed().normalize('NFC')

/** The same on one line, without space around it. */
export const cleanLine = (text: string): string => clean(text).replace(/\s+/g, ' ').trim()
