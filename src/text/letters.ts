// Pairs of "letter latin", lower case. Capitals are lowered first; accents fall away by decomposition.
const pairs = `
ß ss æ ae œ oe ø o ð d đ d ħ h ı i ĸ k ł l ŋ ng þ th ŧ t ŀ l ŉ n ə e ƒ f ſ s ɓ b ɗ d ɛ e ɣ g ɔ o ʋ v ƙ k ǝ e ɨ i ʉ u
α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o
а a б b в v г g д d е e ж zh з z и i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ _ ы y ь _ э e ю yu я ya
`

const latin = new Map(
  Array.from(pairs.matchAll(/(\S+) (\S+)/g), ([, from = '', to = '']): [string, string] => [
    from,
    to === '_' ? '' : to,
  ]),
)

/** The text in lower-case Latin letters as far as they are known; anything else is left as it is. */
export function transliterate(text: string): string {
  const plain = text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
  return Array.from(plain, (letter) => latin.get(letter) ?? letter).join('')
}
